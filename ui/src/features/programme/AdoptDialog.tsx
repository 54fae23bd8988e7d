import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Programme } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { useDesk } from "../../lib/desk";
import { dateFrom } from "../../lib/format";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { Day, isDay } from "./PromotionDialog";
import { RuleRefusal } from "./RuleRefusal";

type Props = { draft: Programme; seen: number; onAdopted: () => void; onClose: () => void };

/** Keeps the draft as the next version, from a day on. */
export function AdoptDialog({ draft, seen, onAdopted, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [from, setFrom] = useState(() => dateFrom(desk.today, 1));
  const { form, shut } = useDraft("programme/adopt", onClose);
  const [why, setWhy] = useKeptText("why", "", form);
  const adopt = useWrite(commands.programmeAdopt, (version) => t("programme.adopted", { version, from }));
  const lacks = !isDay(from)
    ? t("programme.lacks.days")
    : why.trim() === ""
      ? t("programme.lacks.why")
      : undefined;
  const keep = async () => {
    const outcome = await adopt.write({ seen, valid_from: from, rules: draft, why: why.trim() });
    if (outcome.saved) onAdopted();
  };
  return (
    <Dialog
      title={t("programme.adopt")}
      aside={t("programme.versionNo", { version: seen + 1 })}
      onClose={shut}
      confirm={{
        label: t("programme.adoptIt"),
        cap: "Ctrl Enter",
        run: () => void keep(),
        busy: adopt.state === "writing",
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <p className="sm i2">{t("programme.adoptSo")}</p>
        <Day label={t("programme.from")} value={from} onChange={setFrom} />
        <Field label={t("programme.why")}>
          {(id) => <TextInput id={id} value={why} onChange={setWhy} maxLength={200} focused />}
        </Field>
        {adopt.fault !== null && <RuleRefusal fault={adopt.fault} />}
      </div>
    </Dialog>
  );
}
