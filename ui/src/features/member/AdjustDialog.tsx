import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type MemberPage as Account, type SecondPerson as Second } from "../../api/bindings";
import { DayInput } from "../../components/DayInput";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { dayIn } from "../../lib/day";
import { useDesk } from "../../lib/desk";
import { count, signed } from "../../lib/format";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { nobody, SecondPerson, useLacksSecond } from "./SecondPerson";

type Way = "plus" | "minus";

/** Alt T: points given or taken by hand, with a reason; above the limit somebody else confirms. */
export function AdjustDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const [way, setWay] = useState<Way>("plus");
  const { form, shut } = useDraft(`adjust/${account.member.guest}`, onClose);
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useKeptText("reason", "", form);
  const [due, setDue] = useState("");
  const [second, setSecond] = useState<Second>(nobody);
  const lacksSecond = useLacksSecond();
  const adjust = useWrite(commands.pointsAdjust, (value, input) =>
    input.adjust.due_on === null
      ? t("adjust.done", { points: signed(value.points), balance: count(value.balance) })
      : t("adjust.promised", { points: count(input.adjust.points), date: input.adjust.due_on }),
  );
  const points = Number(typed);
  const dueOn = way === "plus" ? dayIn(due, today) : null;
  const asked = adjust.fault?.code === "second_person_needed";
  const needed = points > account.second_person_above || asked;
  const moves = way === "plus" ? points : -points;
  const wanted = { member: account.member.member_no, points: moves, reason: reason.trim(), due_on: dueOn };
  const save = async () => {
    const outcome = await adjust.write({
      adjust: { ...wanted, expires_on: null, second: null },
      second: needed && second.pin !== "" ? second : null,
    });
    if (outcome.saved) shut();
    else setSecond((before) => ({ ...before, pin: "" }));
  };
  const lacks =
    !Number.isInteger(points) || points <= 0
      ? t("member.lacksPoints")
      : reason.trim() === ""
        ? t("adjust.lacksReason")
        : due.trim() !== "" && way === "plus" && dueOn === null
          ? t("outside.badDay")
          : lacksSecond(needed, second);
  return (
    <Dialog
      title={t("adjust.title")}
      aside={account.member.member_no}
      onClose={shut}
      confirm={{ label: t("adjust.do"), run: () => void save(), busy: adjust.state === "writing", lacks }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Leaves account={account} moves={dueOn === null ? moves : 0} />
        <Segment
          label={t("adjust.way")}
          value={way}
          onChange={setWay}
          choices={[
            { value: "plus", label: t("adjust.plus") },
            { value: "minus", label: t("adjust.minus") },
          ]}
        />
        <Field label={t("remedy.pointsLabel")}>
          {(id) => <TextInput id={id} value={typed} onChange={setTyped} maxLength={9} focused />}
        </Field>
        <Field label={t("adjust.reason")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} maxLength={200} />}
        </Field>
        {way === "plus" && <DayInput label={t("adjust.due")} value={due} onChange={setDue} optional />}
        {needed && <SecondPerson above={account.second_person_above} value={second} onChange={setSecond} />}
        {adjust.fault !== null && !(asked && second.pin === "") && <Refusal fault={adjust.fault} />}
      </div>
    </Dialog>
  );
}

/** What is held, and what this would leave. */
function Leaves({ account, moves }: { account: Account; moves: number }) {
  const { t } = useTranslation();
  return (
    <div className="row b num">
      <span className="big">{count(account.balance)}</span>
      <span className="i2">{t("member.balance")}</span>
      {Number.isInteger(moves) && moves !== 0 && (
        <span className="sp">{t("adjust.leaves", { points: count(account.balance + moves) })}</span>
      )}
    </div>
  );
}
