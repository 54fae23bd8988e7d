import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BackupLine, commands, type RestoreReport, type Start } from "../../api/bindings";
import type { Answer } from "../../api/call";
import { Facts } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useAsked } from "../../lib/asked";
import { useWhenAndAge } from "../../lib/backups";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, monthDay } from "../../lib/format";

type Ends = { onClose: () => void; onRestored: () => void };

/** A backup in the file's place: first it is unpacked and checked beside it and says what would be missing, then it is put. */
export function RestoreDialog({ line, ...ends }: Ends & { line: BackupLine }) {
  const { t } = useTranslation();
  return (
    <LookThenPut
      {...ends}
      title={t("restore.title")}
      at={line.at_ms}
      what={t("restore.what")}
      look={(secret) => commands.restoreLook({ folder: line.folder, secret })}
      reportOf={(looked) => looked.report}
      putLabel={t("restore.put")}
      put={(secret, looked) => commands.restorePut(crypto.randomUUID(), { looked, secret })}
    />
  );
}

/** The set that was moved aside goes back into its place: first it is checked, and says what would be missing then. */
export function UndoDialog({ folder, at, ...ends }: Ends & { folder: string; at: number }) {
  const { t } = useTranslation();
  return (
    <LookThenPut
      {...ends}
      title={t("restore.undo")}
      at={at}
      what={t("restore.undoWhat")}
      look={(secret) => commands.restoreUndoLook({ folder, secret })}
      reportOf={(report) => report}
      putLabel={t("restore.undoNow")}
      put={(secret) => commands.restoreUndo(crypto.randomUUID(), { folder, secret })}
    />
  );
}

type Props<Looked> = Ends & {
  title: string;
  at: number;
  what: string;
  look: (secret: string) => Promise<Answer<Looked>>;
  reportOf: (looked: Looked) => RestoreReport;
  putLabel: string;
  put: (secret: string, looked: Looked) => Promise<Answer<Start>>;
};

/** Two steps with one secret: what the set holds and lacks, and only then the file's place. */
function LookThenPut<Looked>(props: Props<Looked>) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState("");
  const [looked, setLooked] = useState<{ found: Looked } | null>(null);
  const { run, busy, fault } = useAsked();
  const when = useWhenAndAge();
  const look = async () => {
    const found = await run(props.look(secret));
    if (found !== null) setLooked({ found });
  };
  const put = async (found: Looked) => {
    const start = await run(props.put(secret, found));
    if (start !== null) props.onRestored();
  };
  return (
    <Dialog
      title={props.title}
      aside={when(props.at)}
      onClose={props.onClose}
      width={600}
      confirm={
        looked === null
          ? {
              label: t("restore.look"),
              run: () => void look(),
              busy,
              lacks: secret === "" ? t("restore.lacks") : undefined,
            }
          : { label: props.putLabel, run: () => void put(looked.found), busy, red: true }
      }
    >
      <div className="col" style={{ gap: 12 }}>
        {looked === null ? (
          <>
            <div className="i2">{props.what}</div>
            <Field label={t("first.backup.secret")}>
              {(id) => (
                <TextInput id={id} value={secret} onChange={setSecret} secret focused maxLength={200} />
              )}
            </Field>
          </>
        ) : (
          <Found report={props.reportOf(looked.found)} />
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
