import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type DutyRules } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { minuteClock } from "../../lib/format";
import { useWrite } from "../../lib/write";

/** Minutes after midnight of `7:00` or `7`, `null` where it is no time. */
function minuteOf(text: string): number | null {
  const match = /^(\d{1,2})(?:[:：](\d{2}))?$/.exec(text.normalize("NFKC").trim());
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? 0)];
  return match === null || hour > 23 || minute > 59 ? null : hour * 60 + minute;
}

const shifts = ["early", "mid", "night"] as const;

/** Alt B: when each shift begins, and what should be there when it is counted. */
export function RulesDialog({ rules, onClose }: { rules: DutyRules; onClose: () => void }) {
  const { t } = useTranslation();
  const [times, setTimes] = useState({
    early: minuteClock(rules.shifts.early_minute),
    mid: minuteClock(rules.shifts.mid_minute),
    night: minuteClock(rules.shifts.night_minute),
  });
  const [keys, setKeys] = useState(String(rules.keys ?? ""));
  const [radios, setRadios] = useState(String(rules.radios ?? ""));
  const edit = useWrite(commands.dutyRulesEdit, () => t("duty.rulesKept"));
  const [early, mid, night] = shifts.map((shift) => minuteOf(times[shift]));
  const counts = [keys, radios].map((text) => (text.trim() === "" ? null : Number(text)));
  const bad = counts.some((one) => one !== null && !Number.isInteger(one));
  const save = async () => {
    if (early == null || mid == null || night == null) return;
    const [keysWanted = null, radiosWanted = null] = counts;
    const wanted = {
      ...rules,
      shifts: { early_minute: early, mid_minute: mid, night_minute: night },
      keys: keysWanted,
      radios: radiosWanted,
    };
    if ((await edit.write({ seen: rules, wanted })).saved) onClose();
  };
  const lacks =
    early == null || mid == null || night == null
      ? t("duty.lacksTime")
      : bad
        ? t("duty.lacksNumber")
        : undefined;
  return (
    <Dialog
      title={t("duty.rules")}
      onClose={onClose}
      confirm={{ label: t("duty.keep"), run: () => void save(), busy: edit.state === "writing", lacks }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="duty-three">
          {shifts.map((shift, at) => (
            <Field key={shift} label={t(`duty.shift.${shift}`)}>
              {(id) => (
                <TextInput
                  id={id}
                  value={times[shift]}
                  onChange={(text) => setTimes({ ...times, [shift]: text })}
                  maxLength={5}
                  focused={at === 0}
                />
              )}
            </Field>
          ))}
        </div>
        <div className="duty-two">
          <Field label={t("duty.count.keys")} optional={t("optional")}>
            {(id) => <TextInput id={id} value={keys} onChange={setKeys} maxLength={3} />}
          </Field>
          <Field label={t("duty.count.radios")} optional={t("optional")}>
            {(id) => <TextInput id={id} value={radios} onChange={setRadios} maxLength={3} />}
          </Field>
        </div>
        <div className="sm i2">{t("duty.rulesSo")}</div>
        {edit.fault !== null && <Refusal fault={edit.fault} />}
      </div>
    </Dialog>
  );
}
