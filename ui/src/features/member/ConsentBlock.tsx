import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { commands, type GuestId, type Reach } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Block } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { guestConsent } from "./listQueries";

type Props = { guest: GuestId; reach: Reach; may: boolean };

/** 营销联系: what the guest last said, and to take their word down. */
export function ConsentBlock({ guest, reach, may }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const said = useQuery(guestConsent(guest)).data;
  const open = () => setAsking(true);
  useKeys(may ? [{ cap: "Alt T", label: t("consent.record"), place: "verb", run: open }] : []);
  return (
    <Block
      title={t("consent.title")}
      end={<span className={reach === "yes" ? "" : "am"}>{word("reach", reach)}</span>}
    >
      <div className="sm i2">
        {said === undefined || said === null
          ? t("consent.never")
          : t("consent.said", { date: said.business_date, told: said.told })}
      </div>
      {may && (
        <div className="row" style={{ marginTop: 8 }}>
          <Action size="s" cap="Alt T" onClick={open}>
            {t("consent.record")}
          </Action>
        </div>
      )}
      {asking && <ConsentDialog guest={guest} onClose={() => setAsking(false)} />}
    </Block>
  );
}

/** Yes or no, and where the guest said so; what was said before stays on record. */
export function ConsentDialog({ guest, onClose }: { guest: GuestId; onClose: () => void }) {
  const { t } = useTranslation();
  const [agreed, setAgreed] = useState<"yes" | "no">("yes");
  const { form, shut } = useDraft(`consent/${guest}`, onClose);
  const [told, setTold] = useKeptText("told", "", form);
  const record = useWrite(commands.guestConsentRecord, (_, input) =>
    t(input.agreed ? "consent.savedYes" : "consent.savedNo"),
  );
  const save = async () => {
    const outcome = await record.write({ guest, agreed: agreed === "yes", told: told.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("consent.title")}
      onClose={shut}
      confirm={{
        label: t("consent.record"),
        run: () => void save(),
        busy: record.state === "writing",
        lacks: told.trim() === "" ? t("consent.lacksTold") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div>{t("consent.ask")}</div>
        <Segment
          label={t("consent.title")}
          value={agreed}
          onChange={setAgreed}
          choices={[
            { value: "yes", label: t("consent.yes") },
            { value: "no", label: t("consent.no") },
          ]}
        />
        <Field label={t("consent.told")}>
          {(id) => <TextInput id={id} value={told} onChange={setTold} focused maxLength={200} />}
        </Field>
        {record.fault !== null && <Refusal fault={record.fault} />}
      </div>
    </Dialog>
  );
}
