import { useTranslation } from "react-i18next";
import type { Authority } from "../../api/bindings";
import { Meter } from "../../components/Meter";
import { useDesk } from "../../lib/desk";
import { money } from "../../lib/format";

/** What one may still give by oneself, in this case and this month. */
export function AuthorityBars({ authority }: { authority: Authority }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const { limit, used } = authority;
  const rows = [
    { label: t("ticket.perCase"), used: used.case_minor, most: limit.case_minor },
    { label: t("ticket.perMonth"), used: used.month_minor, most: limit.month_minor },
  ];
  return rows.map((row) => {
    const said = `${money(row.used, currency)} / ${money(row.most, currency)}`;
    return (
      <div key={row.label} style={{ marginBottom: 8 }}>
        <div className="row sm num">
          <span className="i2">{row.label}</span>
          <span className="sp">{said}</span>
        </div>
        <Meter
          label={`${row.label} ${said}`}
          parts={[{ share: row.most === 0 ? 0 : Math.min(1, row.used / row.most), depth: "mid" }]}
        />
      </div>
    );
  });
}
