import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type MemberPage as Account } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useWrite } from "../../lib/write";

type Props = { account: Account; reward: string | null; onClose: () => void };

/** F6: a reward, or points by the number; the lots that lapse first are used first. */
export function RedeemDialog({ account, reward, onClose }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(reward ?? "");
  const [typed, setTyped] = useState("");
  const line = account.rewards.find((one) => one.code === chosen);
  const points = line?.points ?? Number(typed);
  const redeem = useWrite(commands.pointsRedeem, (value) =>
    t("member.redeemedNow", { points: count(Math.abs(value.points)), balance: count(value.balance) }),
  );
  const lacks = !Number.isInteger(points) || points <= 0 ? t("member.lacksPoints") : undefined;
  const save = async () => {
    const outcome = await redeem.write({
      member: account.member.member_no,
      points,
      reward: line?.code ?? null,
    });
    if (outcome.saved) onClose();
  };
  return (
    <Dialog
      title={t("member.redeem")}
      aside={account.member.member_no}
      onClose={onClose}
      confirm={{ label: t("member.redeem"), run: () => void save(), busy: redeem.state === "writing", lacks }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="row b num">
          <span className="big">{count(account.balance)}</span>
          <span className="i2">{t("member.balance")}</span>
          {lacks === undefined && (
            <span className="sp">{t("member.leaves", { points: count(account.balance - points) })}</span>
          )}
        </div>
        <Pick
          label={t("member.reward")}
          value={chosen}
          onChange={setChosen}
          choices={[
            { value: "", label: t("member.byNumber") },
            ...account.rewards.map((one) => ({
              value: one.code,
              label: `${word("reward", one.code)} · ${count(one.points)}`,
              barred: !one.affordable,
            })),
          ]}
          focused
        />
        {line === undefined && (
          <Field label={t("remedy.pointsLabel")}>
            {(id) => <TextInput id={id} value={typed} onChange={setTyped} maxLength={9} />}
          </Field>
        )}
        {redeem.fault !== null && <Refusal fault={redeem.fault} />}
      </div>
    </Dialog>
  );
}
