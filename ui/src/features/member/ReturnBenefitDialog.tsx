import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BenefitEntry, commands } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { benefitName } from "../../lib/benefits";
import { useWrite } from "../../lib/write";

/** Alt C on the log: a line that was wrong is taken back with its reason; both stay. */
export function ReturnBenefitDialog({ line, onClose }: { line: BenefitEntry; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const back = useWrite(commands.benefitReturn, () => t("benefit.returnedNow", { what: benefitName(line) }));
  const save = async () => {
    if ((await back.write({ line: line.id, reason: reason.trim() })).saved) onClose();
  };
  return (
    <Dialog
      title={t("benefit.return")}
      aside={line.date}
      onClose={onClose}
      confirm={{
        label: t("benefit.returnIt"),
        run: () => void save(),
        busy: back.state === "writing",
        lacks: reason.trim() === "" ? t("merge.lacksReason") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="row b num">
          {t(`benefit.deed.${line.deed}`)} {benefitName(line)} × {line.count}
          <span className="sp m">{line.by}</span>
        </div>
        <Field label={t("benefit.reason")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} focused maxLength={200} />}
        </Field>
        <p className="sm m">{t("benefit.returnFinal")}</p>
        {back.fault !== null && <Refusal fault={back.fault} />}
      </div>
    </Dialog>
  );
}
