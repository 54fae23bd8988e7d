import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type DutyPage } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useDesk, useLanguage } from "../../lib/desk";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { shiftWords } from "./shift";

/** What was counted; nothing written is not counted. */
const number = (text: string) => (text.trim() === "" ? null : Number(text.trim()));

/** Ctrl Enter: who leaves signs; the sheet then stays as it is. */
export function SignDialog({ page, onClose }: { page: DutyPage; onClose: () => void }) {
  const { t } = useTranslation();
  const { time_zone: zone, user } = useDesk();
  const language = useLanguage();
  const { form, shut } = useDraft(`duty/sign/${page.number}`, onClose);
  const [words, setWords] = useKeptText("words", "", form);
  const [counted, setCounted] = useState<Counted>({ cash: "", keys: "", radios: "", fire: "unsaid" });
  const { cash, keys, radios, fire } = counted;
  const sign = useWrite(commands.handoverSign, () => t("duty.signedIt", { number: page.number }));
  const bad = [cash, keys, radios].some((text) => text.trim() !== "" && !/^\d{1,7}$/.test(text.trim()));
  const save = async () => {
    const sum = number(cash);
    const { date, shift } = page.span;
    const counts = {
      cash_minor: sum === null ? null : sum * 100,
      keys: number(keys),
      radios: number(radios),
      fire_ok: fire === "unsaid" ? null : fire === "ok",
    };
    if ((await sign.write({ date, shift, words: words.trim(), counts })).saved) shut();
  };
  return (
    <Dialog
      title={t("duty.sign")}
      aside={page.number}
      onClose={shut}
      confirm={{
        label: t("duty.signAs", { name: user.name }),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: sign.state === "writing",
        lacks: bad ? t("duty.lacksNumber") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="i2">
          {shiftWords(page.span, zone, language, t)}
          {t("list.semicolon")}
          {t("duty.openLive", { count: page.items.length })}
        </div>
        <Field label={t("duty.outWords")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={words} onChange={setWords} maxLength={300} focused />}
        </Field>
        <CountFields counted={counted} onChange={setCounted} />
        <div className="sm i2">{t("duty.signSo")}</div>
        {sign.fault !== null && <Refusal fault={sign.fault} />}
      </div>
    </Dialog>
  );
}

type Counted = { cash: string; keys: string; radios: string; fire: "ok" | "fault" | "unsaid" };

/** What is counted at the handover; nothing written is not counted. */
function CountFields({ counted, onChange }: { counted: Counted; onChange: (counted: Counted) => void }) {
  const { t } = useTranslation();
  const field = (name: "cash" | "keys" | "radios", most: number) => (
    <Field label={t(`duty.count.${name}`)} optional={t("optional")}>
      {(id) => (
        <TextInput
          id={id}
          value={counted[name]}
          onChange={(text) => onChange({ ...counted, [name]: text })}
          maxLength={most}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className="duty-two">
        {field("cash", 7)}
        {field("keys", 3)}
      </div>
      <div className="duty-two">
        {field("radios", 3)}
        <div className="field">
          <span className="lab">{t("duty.count.fire")}</span>
          <Segment
            label={t("duty.count.fire")}
            size="s"
            value={counted.fire}
            onChange={(fire) => onChange({ ...counted, fire })}
            choices={[
              { value: "unsaid", label: t("duty.count.unsaid") },
              { value: "ok", label: t("duty.count.ok") },
              { value: "fault", label: t("duty.count.fault"), tone: "act" },
            ]}
          />
        </div>
      </div>
    </>
  );
}
