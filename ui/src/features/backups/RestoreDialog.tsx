import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BackupLine, commands, type Quarantined, type RestoreReport } from "../../api/bindings";
import { Facts } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useAsked } from "../../lib/asked";
import { useWhenAndAge } from "../../lib/backups";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, monthDay } from "../../lib/format";

type Props = { line: BackupLine; onClose: () => void; onRestored: () => void };

/** A backup in the file's place: first it is unpacked and checked beside it and says what would be missing, then it is put. */
export function RestoreDialog({ line, onClose, onRestored }: Props) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState("");
  const [looked, setLooked] = useState<Quarantined | null>(null);
  const { run, busy, fault } = useAsked();
  const when = useWhenAndAge();
  const look = async () => {
    const found = await run(commands.restoreLook({ folder: line.folder, secret }));
    if (found !== null) setLooked(found);
  };
  const put = async () => {
    if (looked === null) return;
    const start = await run(commands.restorePut(crypto.randomUUID(), { looked, secret }));
    if (start !== null) onRestored();
  };
  return (
    <Dialog
      title={t("restore.title")}
      aside={when(line.at_ms)}
      onClose={onClose}
      width={600}
      confirm={
        looked === null
          ? {
              label: t("restore.look"),
              run: () => void look(),
              busy,
              lacks: secret === "" ? t("restore.lacks") : undefined,
            }
          : { label: t("restore.put"), run: () => void put(), busy, red: true }
      }
    >
      <div className="col" style={{ gap: 12 }}>
        {looked === null ? (
          <>
            <div className="i2">{t("restore.what")}</div>
            <Field label={t("first.backup.secret")}>
              {(id) => (
                <TextInput id={id} value={secret} onChange={setSecret} secret focused maxLength={200} />
              )}
            </Field>
          </>
        ) : (
          <Found report={looked.report} />
        )}
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}

function Found({ report }: { report: RestoreReport }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const at = (ms: number) => `${monthDay(dateOf(ms, desk.time_zone), language)} ${clock(ms, desk.time_zone)}`;
  const { counts } = report;
  return (
    <>
      <b>{t("restore.checked")}</b>
      <Facts
        labelWidth={96}
        rows={[
          { label: t("backups.column.at"), value: at(report.backup_at_ms) },
          {
            label: t("restore.holds"),
            value: t("backups.holds", {
              guests: count(counts.guests),
              tickets: count(counts.tickets),
              entries: count(counts.ledger_entries),
            }),
          },
          {
            label: t("restore.missing"),
            value: (
              <b className={report.missing === "nothing" ? undefined : "rd"}>
                {t(`restore.missing.${report.missing}`, {
                  changes: count(report.changes),
                  from: report.first_ms === null ? "" : at(report.first_ms),
                  to: report.last_ms === null ? "" : at(report.last_ms),
                })}
              </b>
            ),
          },
        ]}
      />
      {report.kept_missing > 0 && (
        <div className="am">{t("restore.missing.kept", { kept: count(report.kept_missing) })}</div>
      )}
      <div className="i2">{t("restore.so")}</div>
    </>
  );
}

type UndoProps = { folder: string; at: number; onClose: () => void; onRestored: () => void };

/** The set that was moved aside goes back into its place: first it is checked, and says what would be missing then. */
export function UndoDialog({ folder, at, onClose, onRestored }: UndoProps) {
  const { t } = useTranslation();
  const when = useWhenAndAge();
  const [secret, setSecret] = useState("");
  const [looked, setLooked] = useState<RestoreReport | null>(null);
  const { run, busy, fault } = useAsked();
  const look = async () => {
    const report = await run(commands.restoreUndoLook({ folder, secret }));
    if (report !== null) setLooked(report);
  };
  const put = async () => {
    const start = await run(commands.restoreUndo(crypto.randomUUID(), { folder, secret }));
    if (start !== null) onRestored();
  };
  return (
    <Dialog
      title={t("restore.undo")}
      aside={when(at)}
      onClose={onClose}
      width={600}
      confirm={
        looked === null
          ? {
              label: t("restore.look"),
              run: () => void look(),
              busy,
              lacks: secret === "" ? t("restore.lacks") : undefined,
            }
          : { label: t("restore.undoNow"), run: () => void put(), busy, red: true }
      }
    >
      <div className="col" style={{ gap: 12 }}>
        {looked === null ? (
          <>
            <div className="i2">{t("restore.undoWhat")}</div>
            <Field label={t("first.backup.secret")}>
              {(id) => (
                <TextInput id={id} value={secret} onChange={setSecret} secret focused maxLength={200} />
              )}
            </Field>
          </>
        ) : (
          <Found report={looked} />
        )}
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}
