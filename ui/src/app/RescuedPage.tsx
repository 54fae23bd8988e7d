import { useTranslation } from "react-i18next";
import type { Rescued } from "../api/bindings";
import { Action } from "../components/Action";
import { Facts } from "../components/Blocks";
import { useLanguage } from "../lib/desk";
import { clock, count, dateOf, fullDay } from "../lib/format";
import { useKeys } from "../lib/keys";

/** After a restore without the file it replaces: how far it goes, and that what came later is missing. */
export function RescuedPage({ rescued, onDone }: { rescued: Rescued; onDone: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { report, start } = rescued;
  useKeys([{ cap: "Enter", run: onDone }]);
  const at = `${fullDay(dateOf(report.backup_at_ms, start.time_zone), language)} ${clock(report.backup_at_ms, start.time_zone)}`;
  return (
    <>
      <h1 className="h30">{t("rescue.done")}</h1>
      <div className="i2">{start.hotel}</div>
      <div style={{ margin: "22px 0" }}>
        <Facts
          labelWidth={120}
          rows={[
            { label: t("backups.column.at"), value: at },
            {
              label: t("restore.holds"),
              value: t("backups.holds", {
                guests: count(report.counts.guests),
                tickets: count(report.counts.tickets),
                entries: count(report.counts.ledger_entries),
              }),
            },
            { label: t("backups.column.seq"), value: count(report.backup_head.seq) },
            {
              label: t("restore.missing"),
              value: (
                <b className="rd">
                  {t(`rescue.missing.${report.missing}`, { at, changes: count(report.changes) })}
                </b>
              ),
            },
          ]}
        />
        {report.kept_missing > 0 && (
          <div className="am">{t("restore.missing.kept", { kept: count(report.kept_missing) })}</div>
        )}
      </div>
      <Action kind="primary" size="l" cap="Enter" onClick={onDone}>
        {t("rescue.go")}
      </Action>
    </>
  );
}
