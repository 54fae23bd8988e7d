import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type MemberPage as Account, type Stay } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { focusOnce } from "../../lib/focus";
import { count, money } from "../../lib/format";
import { useWrite } from "../../lib/write";

type Props = { account: Account; stays: readonly Stay[]; onClose: () => void };

/** Stays that can still be credited, as many as are offered. */
const offeredMax = 12;

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
        <Field label={t("member.fromWhat")}>
          {(id) => (
            <span className="in">
              <select
                id={id}
                value={chosen}
                ref={(field) => focusOnce(true, field)}
                onChange={(event) => setChosen(event.target.value)}
              >
                {departed.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.arrival} · {one.room_no} ·{" "}
                    {money(one.room_minor + one.food_minor + one.other_minor, currency)}
                  </option>
                ))}
                <option value="">{t("member.byNumber")}</option>
              </select>
            </span>
          )}
        </Field>
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
