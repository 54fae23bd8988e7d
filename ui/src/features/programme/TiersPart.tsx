import { useTranslation } from "react-i18next";
import type { Programme, Tier, TierRule } from "../../api/bindings";
import { Tick } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { useDesk } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { Cell } from "./Cell";
import type { PartProps } from "./EarningPart";
import { Group, Rule, Rules } from "./Rule";

export const tiers: readonly Tier[] = ["base", "silver", "gold", "platinum"];

/** What each tier asks, over which time, how long it is kept. */
export function TiersPart({ draft, onDraft }: PartProps) {
  const { t } = useTranslation();
  return (
    <div className="groups">
      <Group title={t("programme.tierAsks")} so={t("programme.tierAsksSo")}>
        <Asked draft={draft} onDraft={onDraft} />
      </Group>
      <Group title={t("programme.tierKeeps")} so={t("programme.tierKeepsSo")}>
        <Kept draft={draft} onDraft={onDraft} />
      </Group>
    </div>
  );
}

function Asked({ draft, onDraft }: PartProps) {
  const { t } = useTranslation();
  const { minor_digits: digits } = useDesk();
  const set =
    onDraft &&
    ((tier: Tier, part: Partial<TierRule>) =>
      onDraft({
        ...draft,
        tiers: draft.tiers.map((rule) => (rule.tier === tier ? { ...rule, ...part } : rule)),
      }));
  return (
    <table className="rules">
      <thead>
        <tr>
          <th>{t("member.tier")}</th>
          <th className="n">{t("member.nights")}</th>
          <th className="n">{t("member.stays")}</th>
          <th className="n">{t("member.spend")}</th>
          <th>{t("programme.asks")}</th>
          <th className="n">{t("programme.times")}</th>
        </tr>
      </thead>
      <tbody>
        {draft.tiers.map((rule) => (
          <TierRow
            key={rule.tier}
            rule={rule}
            digits={digits}
            onRule={set && ((part) => set(rule.tier, part))}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { rule: TierRule; digits: number; onRule: ((part: Partial<TierRule>) => void) | undefined };

function TierRow({ rule, digits, onRule }: RowProps) {
  const { t } = useTranslation();
  const name = word("tier", rule.tier);
  // Everybody holds the lowest one: it asks for nothing.
  const asks = rule.tier === "base" ? undefined : onRule;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Cell
          label={`${name} ${t("member.nights")}`}
          value={rule.nights}
          onChange={asks && ((nights) => asks({ nights }))}
        />
      </td>
      <td>
        <Cell
          label={`${name} ${t("member.stays")}`}
          value={rule.stays}
          onChange={asks && ((stays) => asks({ stays }))}
        />
      </td>
      <td>
        <Cell
          label={`${name} ${t("member.spend")}`}
          value={rule.spend_minor}
          digits={digits}
          onChange={asks && ((spend_minor) => asks({ spend_minor }))}
        />
      </td>
      <td>
        {asks !== undefined && (
          <Segment
            size="s"
            label={`${name} ${t("programme.asks")}`}
            value={rule.asks}
            onChange={(choice) => asks({ asks: choice })}
            choices={[
              { value: "either", label: t("programme.either") },
              { value: "all", label: t("programme.all") },
            ]}
          />
        )}
      </td>
      <td>
        <Cell
          label={`${name} ${t("programme.times")}`}
          value={rule.multiplier_percent}
          digits={2}
          onChange={onRule && ((multiplier_percent) => onRule({ multiplier_percent }))}
        />
      </td>
    </tr>
  );
}

function Kept({ draft, onDraft }: PartProps) {
  const { t } = useTranslation();
  const set = onDraft && ((part: Partial<Programme>) => onDraft({ ...draft, ...part }));
  return (
    <div className="col" style={{ gap: 8 }}>
      <Segment
        label={t("programme.period")}
        value={draft.tier_period}
        onChange={(tier_period) => set?.({ tier_period })}
        choices={[
          { value: "rolling", label: t("programme.rolling") },
          { value: "calendar_year", label: t("programme.calendarYear") },
        ]}
      />
      <Rules>
        {draft.tier_period === "rolling" && (
          <Rule label={t("programme.tierMonths")} unit={t("programme.monthsOnly")}>
            <Cell
              label={t("programme.tierMonths")}
              value={draft.tier_months}
              onChange={set && ((tier_months) => set({ tier_months }))}
            />
          </Rule>
        )}
        <Rule label={t("programme.keptMonths")} unit={t("programme.monthsOnly")}>
          <Cell
            label={t("programme.keptMonths")}
            value={draft.tier_kept_months}
            onChange={set && ((tier_kept_months) => set({ tier_kept_months }))}
          />
        </Rule>
      </Rules>
      <Tick
        label={t("programme.softly")}
        checked={draft.soft_landing}
        onChange={(soft_landing) => set?.({ soft_landing })}
      />
    </div>
  );
}
