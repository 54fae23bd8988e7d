import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  commands,
  type GuestId,
  type Import,
  type ImportKeptRow,
  type ImportProgress,
  type ImportUndoForeseen,
  type UndoImport,
} from "../../api/bindings";
import { Channel, call, faultOf } from "../../api/call";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Refusal, Waiting } from "../../components/States";
import { count } from "../../lib/format";
import { useWrite } from "../../lib/write";

type Props = { row: Import; onClose: () => void; onGuest: (guest: GuestId) => void };

/** Before an import is taken back: what goes, what is as it was again, and what somebody took up since, row by row. */
export function UndoDialog({ row, onClose, onGuest }: Props) {
  const { t } = useTranslation();
  const foreseen = useQuery({
    queryKey: ["import-undo-foreseen", row.id],
    queryFn: () => call(commands.importUndoForeseen(row.id)),
    meta: { reads: ["import", "stay", "guest"] },
  });
  const undo = useWrite(
    (key: string, input: UndoImport) => commands.importUndo(key, input, new Channel<ImportProgress>()),
    (undone) =>
      t("imports.undoneSaid", {
        removed: count(undone.removed + undone.removed_guests),
        restored: count(undone.restored),
        kept: count(undone.kept),
      }),
  );
  const take = async () => {
    if ((await undo.write({ import_id: row.id })).saved) onClose();
  };
  return (
    <Dialog
      title={t("imports.undoTitle", { file: row.file_name })}
      onClose={onClose}
      confirm={{
        label: t("imports.undo"),
        run: () => void take(),
        busy: undo.state === "writing",
        lacks: foreseen.data === undefined ? t("imports.undoLooking") : undefined,
        red: true,
      }}
      width={560}
    >
      {foreseen.isError && <Refusal fault={faultOf(foreseen.error)} />}
      {foreseen.isPending && <Waiting />}
      {foreseen.data !== undefined && <Sums foreseen={foreseen.data} />}
      {foreseen.data !== undefined && foreseen.data.kept_rows.length > 0 && (
        <Kept rows={foreseen.data.kept_rows} onGuest={onGuest} />
      )}
      {undo.fault !== null && (
        <div style={{ marginTop: 12 }}>
          <Refusal fault={undo.fault} />
        </div>
      )}
    </Dialog>
  );
}

/** What goes, what comes back, what stays; each with its kinds. */
function Sums({ foreseen }: { foreseen: ImportUndoForeseen }) {
  const { t } = useTranslation();
  const kinds = (parts: readonly (readonly [ImportKeptRow["kind"], number])[]) => {
    const named = parts.filter(([, rows]) => rows > 0);
    const said = named.map(([kind, rows]) => t(`imports.kind.${kind}`, { rows: count(rows) }));
    return said.length === 0 ? t("imports.undoNothing") : said.join(" · ");
  };
  const gone = kinds([
    ["stay", foreseen.removed_stays],
    ["guest", foreseen.removed_guests],
    ["contact", foreseen.removed_contacts],
  ]);
  const back = kinds([
    ["stay", foreseen.restored_stays],
    ["guest", foreseen.restored_guests],
  ]);
  const kept = kinds(foreseen.kept.map((one) => [one.kind, one.rows] as const));
  return (
    <dl className="col num" style={{ gap: 6 }}>
      {[
        [t("imports.undoGone"), gone],
        [t("imports.undoBack"), back],
        [t("imports.undoKept"), kept],
      ].map(([title, said]) => (
        <div key={title} className="row">
          <dt className="i2" style={{ width: 128 }}>
            {title}
          </dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The records that stay as they are; a row opens the card on which it is seen. */
function Kept({ rows, onGuest }: { rows: readonly ImportKeptRow[]; onGuest: (guest: GuestId) => void }) {
  const { t } = useTranslation();
  const columns: Column<ImportKeptRow>[] = [
    { id: "kind", title: t("quality.kind"), width: 96, cell: (row) => t(`imports.kindOf.${row.kind}`) },
    {
      id: "guest",
      title: t("quality.guest"),
      cell: (row) => row.name || <span className="m">{t("quality.nobody")}</span>,
    },
    { id: "arrival", title: t("col.stay"), width: 116, className: "tn i2", cell: (row) => row.arrival ?? "" },
  ];
  const open = ({ guest_id: guest }: ImportKeptRow) => {
    if (guest !== null) onGuest(guest);
  };
  return (
    <section style={{ marginTop: 12 }} aria-label={t("imports.undoKept")}>
      <Heading>{t("imports.undoKeptRows")}</Heading>
      <div style={{ maxHeight: 240, overflow: "auto" }}>
        <DataTable
          label={t("imports.undoKept")}
          columns={columns}
          rows={rows}
          rowId={(row) => `${row.kind} ${row.record}`}
          onSelect={open}
          onOpen={open}
          height={30}
        />
      </div>
    </section>
  );
}
