import { useTranslation } from "react-i18next";
import type { DutyPage } from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { useDesk } from "../../lib/desk";
import { clock, money } from "../../lib/format";

type Count = { label: string; value: string; look?: boolean };

/** 交接清点: what was counted at the handover, beside what the shift did. */
export function HandCounts({ page }: { page: DutyPage }) {
  const { t } = useTranslation();
  const counts = useCounts(page);
  return (
    <div className="handcounts">
      <Heading>{t("duty.counts")}</Heading>
      <div className="grid4">
        {counts.map((one) => (
          <div key={one.label} className="row">
            <span className="i2">{one.label}</span>
            <span className={one.look === true ? "sp num w5 am" : "sp num w5"}>{one.value}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

const of = (have: number | null | undefined, want: number | null): string =>
  have == null ? "" : want === null ? String(have) : `${have} / ${want}`;

/** What stands in the block, in its order; empty where it was not counted. */
export function useCounts(page: DutyPage): readonly Count[] {
  const { t } = useTranslation();
  const { currency, time_zone: zone } = useDesk();
  const { facts, rules } = page;
  const counted = page.sheet?.handover.counts;
  const cash = counted?.cash_minor ?? null;
  return [
    {
      label: t("duty.count.cash"),
      value: cash === null ? "" : money(cash, currency),
      look: cash !== null && rules.cash_minor !== null && cash !== rules.cash_minor,
    },
    {
      label: t("duty.count.keys"),
      value: of(counted?.keys, rules.keys),
      look: short(counted?.keys, rules.keys),
    },
    {
      label: t("duty.count.radios"),
      value: of(counted?.radios, rules.radios),
      look: short(counted?.radios, rules.radios),
    },
    { label: t("duty.count.lost"), value: t("duty.count.pieces", { count: facts.lost }) },
    { label: t("duty.count.rooms"), value: t("duty.count.ofRooms", { count: facts.rooms_taken }) },
    {
      label: t("duty.count.audit"),
      value: facts.audited_at_ms === null ? "" : clock(facts.audited_at_ms, zone),
    },
    { label: t("duty.count.patrols"), value: t("duty.count.times", { count: facts.patrols }) },
    {
      label: t("duty.count.fire"),
      value: counted?.fire_ok == null ? "" : t(counted.fire_ok ? "duty.count.ok" : "duty.count.fault"),
      look: counted?.fire_ok === false,
    },
  ];
}

const short = (have: number | null | undefined, want: number | null) =>
  have != null && want !== null && have !== want;
