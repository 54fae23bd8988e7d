import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type MemberPage as Account, type Tier } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Facts, Heading } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { dateFrom } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

type Props = { account: Account; onClose: () => void };

const tiers: readonly Tier[] = ["silver", "gold", "platinum"];

/** Alt D 定级: what the tier rests on, and one by hand beside it. */
export function TierDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { form, shut } = useDraft(`tier/${account.member.guest}`, onClose);
  const [tier, setTier] = useKeptChoice<Tier, Tier>("tier", "gold", tiers, form);
  const [reason, setReason] = useKeptText("reason", "", form);
  const [until, setUntil] = useState(() => dateFrom(desk.today, 365));
  const set = useWrite(commands.memberTierSet, (value) =>
    t("tier.given", { tier: word("tier", value.after) }),
  );
  const dated = /^\d{4}-\d{2}-\d{2}$/.test(until);
  const lacks = reason.trim() === "" ? t("tier.lacksReason") : dated ? undefined : t("tier.lacksUntil");
  const give = async () => {
    const outcome = await set.write({ member: account.member.member_no, tier, reason: reason.trim(), until });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("tier.title")}
      aside={account.member.member_no}
      onClose={shut}
      confirm={{
        label: t("tier.give"),
        cap: "Ctrl Enter",
        run: () => void give(),
        busy: set.state === "writing",
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Resting account={account} />
        <div className="row" style={{ gap: 12, alignItems: "flex-end" }}>
          <Pick
            label={t("tier.byHand")}
            value={tier}
            onChange={setTier}
            choices={tiers.map((value) => ({ value, label: word("tier", value) }))}
            focused
          />
          <Field label={t("tier.until")}>
            {(id) => <TextInput id={id} value={until} onChange={setUntil} bad={!dated} maxLength={10} />}
          </Field>
        </div>
        <Field label={t("field.reason")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} maxLength={200} />}
        </Field>
        <p className="sm m">{t("tier.higher")}</p>
        {set.fault !== null && <Refusal fault={set.fault} />}
        <ByHand account={account} />
      </div>
    </Dialog>
  );
}

/** The automatic tier: what gave it, until when it is kept. */
function Resting({ account }: Pick<Props, "account">) {
  const { t } = useTranslation();
  const facts = account.tier_facts;
  const last = facts.moves[0];
  return (
    <Facts
      labelWidth={88}
      rows={[
        { label: t("tier.now"), value: <b>{word("tier", facts.tier)}</b> },
        {
          label: t("tier.earned"),
          value: t("tier.earnedSince", { tier: word("tier", facts.earned), date: facts.earned_since }),
        },
        { label: t("tier.reached"), value: word("tier", facts.reached) },
        { label: t("tier.kept"), value: t("tier.keptUntil", { date: facts.kept_until }) },
        ...(last === undefined
          ? []
          : [
              {
                label: t("tier.last"),
                value: `${last.on} ${word("tier", last.before)} → ${word("tier", last.after)} ${t(`tierCause.${last.cause}`)}`,
              },
            ]),
      ]}
    />
  );
}

/** Tiers that were given by hand; one that stands can be taken back. */
function ByHand({ account }: Pick<Props, "account">) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const end = useWrite(commands.memberTierEnd, (value) =>
    t("tier.ended", { tier: word("tier", value.after) }),
  );
  const given = account.tier_facts.manual;
  if (given.length === 0) return null;
  return (
    <div>
      <Heading>{t("tier.givenByHand")}</Heading>
      <div className="list">
        {given.map((one) => (
          <div key={one.id} className="li">
            <b className="w5">{word("tier", one.tier)}</b>
            <span className="tn sm">{`${one.from} – ${one.ended_on ?? one.until}`}</span>
            <span className="i2">{one.reason}</span>
            <span className="sp sm m">{one.by}</span>
            {one.ended_on === null && one.until >= today && (
              <Action
                size="s"
                kind="text"
                onClick={() => void end.write(one.id)}
                busy={end.state === "writing"}
              >
                {t("tier.takeBack")}
              </Action>
            )}
          </div>
        ))}
      </div>
      {end.fault !== null && <Refusal fault={end.fault} />}
    </div>
  );
}
