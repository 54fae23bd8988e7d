import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { DatabaseBackup, FolderInput, Usb } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BackupLine, type BackupState, commands } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Facts, Heading, PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Page } from "../../components/Page";
import { Empty, Refusal, Unanswered } from "../../components/States";
import { useBackupState, useWhenAndAge } from "../../lib/backups";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { clock, count, dateOf, monthDay, size } from "../../lib/format";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { useWrite } from "../../lib/write";
import { Care } from "./Care";
import { PlaceDialog } from "./PlaceDialog";
import { backupList } from "./queries";
import { RestoreDialog } from "./RestoreDialog";
import { StickDialog } from "./StickDialog";

type Open = "place" | "stick" | null;

/** How the house's backups stand, what lies where, and what can be done with it. */
export function BackupsPage({ onRestored }: { onRestored: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const state = useBackupState();
  const answer = useQuery(backupList());
  const [open, setOpen] = useState<Open>(null);
  const take = useWrite(
    (key: string, folder: string | null) => commands.backupTake(key, folder),
    () => t("backups.taken"),
  );
  const now = () => void take.write(null);
  const keys: KeyUse[] = [
    { cap: "Esc", label: t("place.settings"), place: "move", run: () => void navigate({ to: "/settings" }) },
  ];
  if (may("backup")) {
    keys.push({ cap: "F5", label: t("backups.now"), place: "verb", run: now });
    keys.push({ cap: "F7", label: t("backups.stick"), place: "verb", run: () => setOpen("stick") });
  }
  if (may("set_backup_place"))
    keys.push({ cap: "F6", label: t("backups.place"), place: "verb", run: () => setOpen("place") });
  useKeys(keys);
  const place = state.standing?.place?.folder ?? "";
  return (
    <Page side={<Care newest={answer.data?.[0]} onRestored={onRestored} />} sideLabel={t("drill.title")}>
      <PageHead title={t("backups.title")}>
        {may("set_backup_place") && (
          <Action size="s" cap="F6" icon={FolderInput} onClick={() => setOpen("place")}>
            {t("backups.place")}
          </Action>
        )}
        {may("backup") && (
          <>
            <Action size="s" cap="F7" icon={Usb} onClick={() => setOpen("stick")}>
              {t("backups.stick")}
            </Action>
            <Action
              size="s"
              cap="F5"
              icon={DatabaseBackup}
              busy={take.state === "writing" || state.running}
              onClick={now}
            >
              {t("backups.now")}
            </Action>
          </>
        )}
      </PageHead>
      <div className="pad" style={{ paddingBottom: 16 }}>
        <Standing state={state} />
        {take.fault !== null && <Refusal fault={take.fault} />}
      </div>
      <div className="pad">
        <Heading end={answer.data && t("backups.kept", { count: answer.data.length })}>
          {t("backups.lying")}
        </Heading>
      </div>
      {answer.data === undefined ? (
        <Unanswered answer={answer} />
      ) : (
        <Lying lines={answer.data} onRestored={onRestored} />
      )}
      {open === "place" && <PlaceDialog now={place} onClose={() => setOpen(null)} />}
      {open === "stick" && <StickDialog onClose={() => setOpen(null)} />}
    </Page>
  );
}

/** Where they go, how old the newest is, what is not in it. */
function Standing({ state: { standing, running } }: { state: BackupState }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const when = useWhenAndAge();
  if (standing === null) return <div className="i2">{t("backups.looking")}</div>;
  const newest = standing.newest_ms ?? standing.beside_ms;
  const since = standing.unsaved_since_ms;
  return (
    <div style={{ maxWidth: 720 }}>
      <Facts
        labelWidth={112}
        rows={[
          {
            label: t("backups.place"),
            value: standing.place === null ? t("backups.noPlace") : <PlaceSaid standing={standing} />,
          },
          { label: t("backups.newest"), value: newest === null ? t("backups.none") : when(newest) },
          {
            label: t("backups.unsaved"),
            value: running
              ? t("backups.running")
              : since === null
                ? t("backups.unsavedNone")
                : t("backups.unsavedSince", {
                    changes: count(standing.unsaved),
                    time: clock(since, desk.time_zone),
                  }),
          },
        ]}
      />
      <div className="sm m">{t("backups.ladder")}</div>
    </div>
  );
}

function PlaceSaid({ standing }: { standing: NonNullable<BackupState["standing"]> }) {
  const { t } = useTranslation();
  return (
    <span>
      <span className="text">{standing.place?.folder}</span>
      {!standing.there && <b className="rd"> {t("backups.away")}</b>}
      {standing.same_disk && <span className="am"> {t("backups.sameDisk")}</span>}
    </span>
  );
}

type LyingProps = { lines: readonly BackupLine[]; onRestored: () => void };

function Lying({ lines, onRestored }: LyingProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [restoring, setRestoring] = useState<BackupLine | null>(null);
  const columns = useColumns();
  const { selected, select } = useRows({
    rows: lines,
    idOf: (line: BackupLine) => line.folder,
    onOpen: (line) => (may("restore_backup") ? setRestoring(line) : undefined),
    opens: t("restore.title"),
  });
  if (lines.length === 0) return <Empty title={t("backups.empty")}>{t("backups.emptySo")}</Empty>;
  return (
    <>
      <DataTable
        label={t("backups.lying")}
        columns={columns}
        rows={lines}
        rowId={(line) => line.folder}
        selected={selected}
        onSelect={select}
        onOpen={(line) => (may("restore_backup") ? setRestoring(line) : undefined)}
        fill
      />
      {restoring !== null && (
        <RestoreDialog line={restoring} onClose={() => setRestoring(null)} onRestored={onRestored} />
      )}
    </>
  );
}

function useColumns(): Column<BackupLine>[] {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const counted = (id: "guests" | "stays" | "tickets" | "ledger_entries"): Column<BackupLine> => ({
    id,
    title: t(`backups.column.${id}`),
    width: 96,
    align: "right",
    cell: (line) => count(line.counts[id]),
  });
  return [
    {
      id: "at",
      title: t("backups.column.at"),
      width: 150,
      className: "tn",
      cell: (line) => (
        <b className="w5">
          {monthDay(dateOf(line.at_ms, desk.time_zone), language)} {clock(line.at_ms, desk.time_zone)}
        </b>
      ),
    },
    {
      id: "place",
      title: t("backups.column.place"),
      cell: (line) => (
        <>
          {t(`backups.where.${line.place}`)}
          {!line.own && <span className="am"> {t("backups.foreign")}</span>}
        </>
      ),
    },
    {
      id: "why",
      title: t("backups.column.why"),
      width: 110,
      className: "i2",
      cell: (line) => t(`backups.why.${line.why ?? "by_hand"}`),
    },
    counted("guests"),
    counted("stays"),
    counted("tickets"),
    counted("ledger_entries"),
    {
      id: "seq",
      title: t("backups.column.seq"),
      width: 110,
      align: "right",
      cell: (line) => count(line.head.seq),
    },
    {
      id: "bytes",
      title: t("backups.column.bytes"),
      width: 96,
      align: "right",
      cell: (line) => size(line.bytes),
    },
  ];
}
