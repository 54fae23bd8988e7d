import { useQuery } from "@tanstack/react-query";
import { ClipboardCheck, Printer, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BackupLine, commands, type Drill, type Replaced } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Block } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Paper } from "../../components/Paper";
import { wordsPart } from "../../components/Sheets";
import { Refusal } from "../../components/States";
import { useWhenAndAge } from "../../lib/backups";
import { useDesk } from "../../lib/desk";
import { count, dateOf, size } from "../../lib/format";
import { useWrite } from "../../lib/write";
import { Keys } from "./Keys";
import { backupCare, replacedSets } from "./queries";
import { UndoDialog } from "./RestoreDialog";

type Props = { newest: BackupLine | undefined; onRestored: () => void };

/** What keeps the way back open: drills and their report, the printed key and its test, sets that can be put back. */
export function Care({ newest, onRestored }: Props) {
  const { t } = useTranslation();
  const when = useWhenAndAge();
  const care = useQuery(backupCare()).data;
  const sets = useQuery(replacedSets()).data ?? [];
  const [drilling, setDrilling] = useState(false);
  const [printing, setPrinting] = useState<Drill | null>(null);
  const [undoing, setUndoing] = useState<Replaced | null>(null);
  const last = care?.drills[0];
  return (
    <>
      <Block title={t("drill.title")}>
        <div className="i2">{t("drill.what")}</div>
        <p className={care?.drill_due === true ? "am" : undefined}>
          {last === undefined
            ? t("drill.never")
            : t("drill.last", { when: when(last.at_ms), name: last.by_name })}
        </p>
        {last !== undefined && <DrillSaid drill={last} />}
        <div className="row">
          {newest !== undefined && (
            <Action size="s" icon={ClipboardCheck} onClick={() => setDrilling(true)}>
              {t("drill.now")}
            </Action>
          )}
          {last !== undefined && (
            <Action size="s" icon={Printer} onClick={() => setPrinting(last)}>
              {t("drill.print")}
            </Action>
          )}
        </div>
      </Block>
      <Block title={t("recovery.title")}>
        <div className="i2">{t("recovery.what")}</div>
        <p className={care?.recovery_tested_ms === null ? "am" : undefined}>
          {care?.recovery_tested_ms == null
            ? t("recovery.never")
            : t("recovery.tested", { when: when(care.recovery_tested_ms) })}
        </p>
        <Keys />
      </Block>
      <Sets sets={sets} onUndo={setUndoing} />
      {drilling && newest !== undefined && <DrillDialog line={newest} onClose={() => setDrilling(false)} />}
      {printing !== null && <DrillPaper drill={printing} onPrinted={() => setPrinting(null)} />}
      {undoing !== null && (
        <UndoDialog
          folder={undoing.folder}
          at={undoing.at_ms}
          onClose={() => setUndoing(null)}
          onRestored={onRestored}
        />
      )}
    </>
  );
}

function Sets({ sets, onUndo }: { sets: readonly Replaced[]; onUndo: (set: Replaced) => void }) {
  const { t } = useTranslation();
  const when = useWhenAndAge();
  if (sets.length === 0) return null;
  return (
    <Block title={t("restore.replaced")}>
      <div className="i2">{t("restore.replacedWhat")}</div>
      {sets.map((set) => (
        <div key={set.folder} className="row">
          <span>{when(set.at_ms)}</span>
          <Action size="s" icon={Undo2} onClick={() => onUndo(set)}>
            {t("restore.undo")}
          </Action>
        </div>
      ))}
    </Block>
  );
}

function DrillSaid({ drill: { report } }: { drill: Drill }) {
  const { t } = useTranslation();
  return (
    <div className="sm m">
      {t("drill.found", {
        guests: count(report.counts.guests),
        tickets: count(report.counts.tickets),
        entries: count(report.counts.ledger_entries),
        seconds: (report.took_ms / 1000).toFixed(1),
      })}
    </div>
  );
}

function DrillDialog({ line, onClose }: { line: BackupLine; onClose: () => void }) {
  const { t } = useTranslation();
  const when = useWhenAndAge();
  const [secret, setSecret] = useState("");
  const drill = useWrite(commands.backupDrill, () => t("drill.done"));
  const run = async () => {
    if ((await drill.write({ folder: line.folder, secret })).saved) onClose();
  };
  return (
    <Dialog
      title={t("drill.title")}
      aside={when(line.at_ms)}
      onClose={onClose}
      confirm={{ label: t("drill.now"), run: () => void run(), busy: drill.state === "writing" }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="i2">{t("drill.dialog")}</div>
        <Field label={t("first.backup.secret")} optional={t("drill.secretHint")}>
          {(id) => <TextInput id={id} value={secret} onChange={setSecret} secret focused maxLength={200} />}
        </Field>
        {drill.fault !== null && <Refusal fault={drill.fault} />}
      </div>
    </Dialog>
  );
}

function DrillPaper({ drill, onPrinted }: { drill: Drill; onPrinted: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const when = useWhenAndAge();
  const { report } = drill;
  const rows: [string, string][] = [
    [t("drill.paper.when"), when(drill.at_ms)],
    [t("drill.paper.who"), drill.by_name],
    [t("drill.paper.backup"), `${report.backup} · ${when(report.backup_at_ms)} · ${size(report.bytes)}`],
    [t("drill.paper.opened"), t(report.secret_typed ? "drill.paper.typed" : "drill.paper.key")],
    [t("backups.column.guests"), count(report.counts.guests)],
    [t("backups.column.stays"), count(report.counts.stays)],
    [t("backups.column.tickets"), count(report.counts.tickets)],
    [t("backups.column.ledger_entries"), count(report.counts.ledger_entries)],
    [t("drill.paper.points"), report.sums.points_left],
    [t("drill.paper.spend"), report.sums.spend_minor],
    [t("backups.column.seq"), count(report.head.seq)],
    [t("drill.paper.head"), report.head.mac],
    [t("drill.paper.took"), t("drill.paper.seconds", { seconds: (report.took_ms / 1000).toFixed(1) })],
    [t("drill.paper.signed"), ""],
  ];
  return (
    <Paper
      title={t("drill.paper.title")}
      day={dateOf(drill.at_ms, desk.time_zone)}
      age={() => ""}
      notice={t("drill.paper.notice")}
      head={report.head}
      parts={[wordsPart("drill", t("drill.paper.found"), rows, "")]}
      onPrinted={onPrinted}
    />
  );
}
