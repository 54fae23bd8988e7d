import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Benefit, BenefitPer, Reward, RewardKind } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Field, TextInput } from "../../components/Field";
import { useDesk } from "../../lib/desk";
import { isTextKey, say, word } from "../../lib/i18n";
import { Cell, CellPick, OptionalCell } from "./Cell";
import type { PartProps } from "./EarningPart";
import { rewardsGiven } from "./queries";
import { Group } from "./Rule";

const kinds: readonly RewardKind[] = ["gift", "voucher", "room_night", "food", "spa"];
const pers: readonly BenefitPer[] = ["year", "stay", "none"];

/** What points can be exchanged for, and what each tier gives. */
export function CataloguePart({ draft, onDraft }: PartProps) {
  const { t } = useTranslation();
  return (
    <div className="col" style={{ gap: 20 }}>
      <Group title={t("programme.rewards")} so={t("programme.rewardsSo")}>
        <Rewards draft={draft} onDraft={onDraft} />
      </Group>
      {draft.tiers.map((rule) => (
        <Group key={rule.tier} title={t("programme.benefitsOf", { tier: word("tier", rule.tier) })}>
          <Benefits
            benefits={rule.benefits}
            onBenefits={
              onDraft &&
              ((benefits) =>
                onDraft({
                  ...draft,
                  tiers: draft.tiers.map((one) => (one.tier === rule.tier ? { ...one, benefits } : one)),
                }))
            }
          />
        </Group>
      ))}
    </div>
  );
}

const rewardWord = (reward: Reward) => (reward.words === "" ? word("reward", reward.code) : reward.words);

function Rewards({ draft, onDraft }: PartProps) {
  const { t } = useTranslation();
  const { rewards } = draft;
  const given = useQuery(rewardsGiven()).data ?? [];
  const put = onDraft && ((next: Reward[]) => onDraft({ ...draft, rewards: next }));
  return (
    <>
      <table className="rules">
        <thead>
          <tr>
            <th>{t("programme.reward")}</th>
            <th>{t("programme.kind")}</th>
            <th className="n">{t("programme.points")}</th>
            <th className="n">{t("member.stock")}</th>
            <th className="n">{t("programme.validDays")}</th>
            <th className="n">{t("programme.cost")}</th>
            <th aria-label={t("programme.drop")} />
          </tr>
        </thead>
        <tbody>
          {rewards.map((reward) => (
            <RewardRow
              key={reward.code}
              reward={reward}
              given={given.find((one) => one.code === reward.code)?.given ?? 0}
              onReward={put && ((next) => put(rewards.map((one) => (one.code === next.code ? next : one))))}
              onDrop={put && (() => put(rewards.filter((one) => one.code !== reward.code)))}
            />
          ))}
        </tbody>
      </table>
      {put !== undefined && (
        <NewName
          label={t("programme.rewardNew")}
          taken={rewards.map(rewardWord)}
          onAdd={(words) =>
            put([
              ...rewards,
              { code: words, words, kind: "gift", points: 1000, stock: null, valid_days: 90, cost_minor: 0 },
            ])
          }
        />
      )}
    </>
  );
}

type RewardProps = {
  reward: Reward;
  /** How many of it went: the stock is all that there ever were. */
  given: number;
  onReward: ((reward: Reward) => void) | undefined;
  onDrop: (() => void) | undefined;
};

function RewardRow({ reward, given, onReward, onDrop }: RewardProps) {
  const { t } = useTranslation();
  const name = rewardWord(reward);
  const set = onReward && ((part: Partial<Reward>) => onReward({ ...reward, ...part }));
  return (
    <tr>
      <td>
        <input
          className="cell words"
          aria-label={`${t("programme.reward")} ${name}`}
          value={name}
          disabled={set === undefined}
          maxLength={60}
          onChange={(event) => set?.({ words: event.target.value })}
        />
      </td>
      <td>
        <CellPick<RewardKind>
          label={`${name} ${t("programme.kind")}`}
          value={reward.kind}
          onChange={set && ((kind) => set({ kind }))}
          choices={kinds.map((value) => ({ value, label: t(`rewardKind.${value}`) }))}
        />
      </td>
      <td>
        <Cell
          label={`${name} ${t("programme.points")}`}
          value={reward.points}
          onChange={set && ((points) => set({ points }))}
        />
      </td>
      <td>
        <OptionalCell
          label={`${name} ${t("member.stock")}`}
          value={reward.stock}
          onChange={set && ((stock) => set({ stock }))}
        />
        {reward.stock !== null && given > 0 && (
          <div className="sm m num">{t("programme.given", { count: given })}</div>
        )}
      </td>
      <td>
        <Cell
          label={`${name} ${t("programme.validDays")}`}
          value={reward.valid_days}
          onChange={set && ((valid_days) => set({ valid_days }))}
        />
      </td>
      <td>
        <CostCell
          name={name}
          cost={reward.cost_minor}
          onCost={set && ((cost_minor) => set({ cost_minor }))}
        />
      </td>
      <DropCell onDrop={onDrop} />
    </tr>
  );
}

type BenefitsProps = {
  benefits: readonly Benefit[];
  onBenefits: ((benefits: Benefit[]) => void) | undefined;
};

function Benefits({ benefits, onBenefits }: BenefitsProps) {
  const { t } = useTranslation();
  return (
    <>
      <table className="rules">
        <tbody>
          {benefits.map((benefit) => (
            <BenefitRow
              key={benefit.code}
              benefit={benefit}
              onBenefit={
                onBenefits &&
                ((next) => onBenefits(benefits.map((one) => (one.code === next.code ? next : one))))
              }
              onDrop={onBenefits && (() => onBenefits(benefits.filter((one) => one.code !== benefit.code)))}
            />
          ))}
        </tbody>
      </table>
      {onBenefits !== undefined && (
        <NewName
          label={t("programme.benefitNew")}
          taken={benefits.map((one) => one.code)}
          onAdd={(words) =>
            onBenefits([...benefits, { code: words, words, amount: null, per: "none", cost_minor: 0 }])
          }
        />
      )}
    </>
  );
}

type BenefitProps = {
  benefit: Benefit;
  onBenefit: ((benefit: Benefit) => void) | undefined;
  onDrop: (() => void) | undefined;
};

function BenefitRow({ benefit, onBenefit, onDrop }: BenefitProps) {
  const { t } = useTranslation();
  const key = `benefit.${benefit.code}`;
  const known = isTextKey(key) ? say(key, { amount: String(benefit.amount ?? "") }) : benefit.code;
  const name = benefit.words === "" ? known : benefit.words;
  const set = onBenefit && ((part: Partial<Benefit>) => onBenefit({ ...benefit, ...part }));
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <OptionalCell
          label={`${name} ${t("programme.amount")}`}
          value={benefit.amount}
          onChange={set && ((amount) => set({ amount }))}
        />
      </td>
      <td>
        <CellPick<BenefitPer>
          label={`${name} ${t("programme.per")}`}
          value={benefit.per}
          onChange={set && ((per) => set({ per }))}
          choices={pers.map((value) => ({ value, label: t(`benefitPer.${value}`) }))}
        />
      </td>
      <td>
        <CostCell
          name={name}
          cost={benefit.cost_minor}
          onCost={set && ((cost_minor) => set({ cost_minor }))}
        />
      </td>
      <td className="sm m">{t("programme.costOnce")}</td>
      <DropCell onDrop={onDrop} />
    </tr>
  );
}

/** A new line of a list, by the words that it is called. */
function NewName({
  label,
  taken,
  onAdd,
}: {
  label: string;
  taken: readonly string[];
  onAdd: (words: string) => void;
}) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const name = words.trim();
  const good = name !== "" && !taken.includes(name);
  return (
    <div className="row" style={{ alignItems: "flex-end", gap: 8 }}>
      <Field label={label}>
        {(id) => <TextInput id={id} value={words} onChange={setWords} maxLength={40} />}
      </Field>
      <Action
        size="s"
        lacks={good ? undefined : t("programme.nameLacks")}
        onClick={() => {
          onAdd(name);
          setWords("");
        }}
      >
        {t("programme.add")}
      </Action>
    </div>
  );
}

type CostProps = { name: string; cost: number; onCost: ((cost: number) => void) | undefined };

/** What one costs the house. */
function CostCell({ name, cost, onCost }: CostProps) {
  const { t } = useTranslation();
  const { minor_digits: digits } = useDesk();
  return <Cell label={`${name} ${t("programme.cost")}`} value={cost} digits={digits} onChange={onCost} />;
}

/** Takes the row off the list. */
function DropCell({ onDrop }: { onDrop: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <td>
      {onDrop !== undefined && (
        <Action size="s" kind="text" onClick={onDrop}>
          {t("programme.drop")}
        </Action>
      )}
    </td>
  );
}
