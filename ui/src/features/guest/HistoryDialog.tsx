import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { faultOf, isId } from "../../api/call";
import type { GuestId, Line, RecordId } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Refusal, Waiting } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { clock, count, dateOf } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useWalk } from "../../lib/rows";
import { historyOf } from "./queries";

const plain = (json: string) => json.replace(/^"|"$/g, "");

/** A field's change in a few words; the images are JSON text. */
function change(line: Line): string {
  const fields = line.fields.map((field) => {
    const parts = [plain(field.before), plain(field.after)].filter((part) => part !== "" && part !== "null");
    return `${word("field", field.field)} ${parts.join(" → ")}`;
  });
  return fields.join("；");
}

/** Everything that was done to a guest: when, who, what, before and after. Nothing here can be changed. */
export function HistoryDialog({ guest, onClose }: { guest: GuestId; onClose: () => void }) {
  return isId<RecordId>(guest) ? <History record={guest} onClose={onClose} /> : null;
}

function History({ record, onClose }: { record: RecordId; onClose: () => void }) {
  const { t } = useTranslation();
  const lines = useQuery(historyOf(record));
  const columns = useColumns();
  const rows = lines.data ?? [];
  const { selected, select, keys } = useWalk({ rows, idOf: (line: Line) => String(line.seq) });
  return (
    <Dialog title={t("history.title")} onClose={onClose} keys={keys} width={900}>
      <div style={{ height: 420, margin: "-16px -20px -18px", display: "flex", flexDirection: "column" }}>
        {lines.isError && <Refusal fault={faultOf(lines.error)} />}
        {lines.isPending && <Waiting rows={6} />}
        {lines.isSuccess && rows.length === 0 && (
          <div className="pad i2" style={{ paddingTop: 16 }}>
            {t("history.none")}
          </div>
        )}
        {lines.isSuccess && rows.length > 0 && (
          <DataTable
            label={t("history.title")}
            columns={columns}
            rows={rows}
            rowId={(line) => String(line.seq)}
            selected={selected}
            onSelect={select}
            muted={(line) => line.undone}
            height={30}
            fill
          />
        )}
      </div>
    </Dialog>
  );
}

function useColumns(): readonly Column<Line>[] {
  const { t } = useTranslation();
  const desk = useDesk();
  return [
    { id: "seq", title: t("history.seq"), width: 84, className: "tn m", cell: (line) => count(line.seq) },
    {
      id: "at",
      title: t("col.time"),
      width: 150,
      className: "tn",
      cell: (line) => `${dateOf(line.at, desk.time_zone)} ${clock(line.at, desk.time_zone)}`,
    },
    { id: "by", title: t("history.by"), width: 96, cell: (line) => line.user },
    { id: "what", title: t("history.what"), width: 150, cell: (line) => word("op", line.operation) },
    { id: "change", title: t("history.change"), className: "i2", cell: change },
  ];
}
