import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type MemberPage as Account,
  type Posted,
  type SecondPerson as Second,
  type UncreditedStay,
} from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { earnedSaid } from "./earnedSaid";
import { nobody, SecondPerson, useLacksSecond } from "./SecondPerson";

type Props = { account: Account; onClose: () => void };

/** Stays that can still be credited, as many as are offered. */
const offeredMax = 12;

/** Alt B: a departed stay whose points are missing, by the programme's formula. What is past the programme's days wants a reason and
 * the right to adjust; points without a stay are an adjustment or a bill. */
export function CreditDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const inTime = account.uncredited.slice(0, offeredMax);
  const late = may("credit_late") ? account.late : [];
  const [chosen, setChosen] = useState<string>(inTime[0]?.stay ?? late[0]?.stay ?? "");
  const { form, shut } = useDraft(`credit/${account.member.guest}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const [second, setSecond] = useState<Second>(nobody);
  const lacksSecond = useLacksSecond();
  const says = (value: Posted) => earnedSaid(value, t);
  const byStay = useWrite(commands.pointsEarnStay, says);
  const afterwards = useWrite(commands.pointsCreditLate, says);
  const stay = inTime.find((one) => one.stay === chosen);
  const past = late.find((one) => one.stay === chosen);
  const needed =
    past !== undefined &&
    (past.points > account.second_person_above || afterwards.fault?.code === "second_person_needed");
  const lacksReason = reason.trim() === "" ? t("adjust.lacksReason") : lacksSecond(needed, second);
  const lacksStay = stay === undefined ? t("late.none") : undefined;
  const lacks = past === undefined ? lacksStay : lacksReason;
  const post = () => {
    if (stay !== undefined) return byStay.write(stay.stay);
    if (past === undefined) return null;
    return afterwards.write({
      late: { stay: past.stay, reason: reason.trim(), second: null },
      second: needed ? second : null,
    });
  };
  const save = async () => {
    if ((await post())?.saved === true) shut();
    else setSecond((before) => ({ ...before, pin: "" }));
  };
  const fault = byStay.fault ?? afterwards.fault;
  return (
    <Dialog
      title={t("member.credit")}
      aside={account.member.member_no}
      onClose={shut}
      confirm={{
        label: t("member.creditIt"),
        run: () => void save(),
        busy: [byStay, afterwards].some((one) => one.state === "writing"),
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        {chosen === "" ? (
          <div className="i2">{t("late.otherwise")}</div>
        ) : (
          <FromWhat inTime={inTime} late={late} value={chosen} onChange={setChosen} />
        )}
        {past !== undefined && (
          <Field label={t("late.reason")}>
            {(id) => <TextInput id={id} value={reason} onChange={setReason} maxLength={200} />}
          </Field>
        )}
        {needed && <SecondPerson above={account.second_person_above} value={second} onChange={setSecond} />}
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}

function line(stay: UncreditedStay): string {
  return `${stay.arrival} – ${stay.departure} · +${count(stay.points)}`;
}

type FromProps = {
  inTime: readonly UncreditedStay[];
  late: readonly UncreditedStay[];
  value: string;
  onChange: (value: string) => void;
};

/** Which stay, those past the programme's days last. */
function FromWhat({ inTime, late, value, onChange }: FromProps) {
  const { t } = useTranslation();
  return (
    <Pick<string>
      label={t("member.fromWhat")}
      value={value}
      onChange={onChange}
      choices={[
        ...inTime.map((one) => ({ value: one.stay, label: line(one) })),
        ...late.map((one) => ({ value: one.stay, label: `${line(one)} · ${t("late.past")}` })),
      ]}
      focused
    />
  );
}
