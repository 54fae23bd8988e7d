import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type MemberPage as Account, type Stay } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { useWrite } from "../../lib/write";

type Props = { account: Account; stays: readonly Stay[]; onClose: () => void };

/** Stays that can still be credited, as many as are offered. */
const offeredMax = 12;

const billOf = (stay: Stay) => stay.room_minor + stay.food_minor + stay.other_minor;

/** Alt B: a departed stay by the programme's formula, or points by hand. */
export function CreditDialog({ account, stays, onClose }: Props) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const departed = stays.filter((stay) => stay.state === "departed").slice(0, offeredMax);
  const [chosen, setChosen] = useState<string>(departed[0]?.id ?? "");
  const [typed, setTyped] = useState("");
  const says = (value: { points: number; balance: number }) =>
    t("member.earnedNow", { points: count(value.points), balance: count(value.balance) });
  const byStay = useWrite(commands.pointsEarnStay, says);
  const byHand = useWrite(commands.pointsEarn, says);
  const stay = departed.find((one) => one.id === chosen);
  const points = Number(typed);
  const lacks =
    stay === undefined && (!Number.isInteger(points) || points <= 0) ? t("member.lacksPoints") : undefined;
  const save = async () => {
    const outcome =
      stay === undefined
        ? await byHand.write({ member: account.member.member_no, points, expires_on: null })
        : await byStay.write(stay.id);
    if (outcome.saved) onClose();
  };
  const fault = byStay.fault ?? byHand.fault;
  return (
    <Dialog
      title={t("member.credit")}
      aside={account.member.member_no}
      onClose={onClose}
      confirm={{
        label: t("member.creditIt"),
        run: () => void save(),
        busy: byStay.state === "writing" || byHand.state === "writing",
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Pick
          label={t("member.fromWhat")}
          value={chosen}
          onChange={setChosen}
          choices={[
            ...departed.map((one) => ({
              value: one.id,
              label: [one.arrival, one.room_no, money(billOf(one), currency)].join(" · "),
            })),
            { value: "", label: t("member.byNumber") },
          ]}
          focused
        />
        {stay === undefined && (
          <Field label={t("remedy.pointsLabel")}>
            {(id) => <TextInput id={id} value={typed} onChange={setTyped} maxLength={9} />}
          </Field>
        )}
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}
