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
  const { t } = useTranslation();
  return (
    <Dialog title={t("history.title")} onClose={onClose} width={900}>
      <div style={{ height: 420, margin: "-16px -20px -18px", display: "flex", flexDirection: "column" }}>
        {isId<RecordId>(guest) && <Lines record={guest} />}
      </div>
    </Dialog>
  );
}

function Lines({ record }: { record: RecordId }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const lines = useQuery(historyOf(record));
  if (lines.isError) return <Refusal fault={faultOf(lines.error)} />;
  if (lines.data === undefined) return <Waiting rows={6} />;
  const columns: Column<Line>[] = [
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
  return (
    <DataTable
      label={t("history.title")}
      columns={columns}
      rows={lines.data}
      rowId={(line) => String(line.seq)}
      muted={(line) => line.undone}
      height={30}
      fill
    />
  );
}
