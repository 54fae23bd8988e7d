import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type AskedFinding, commands, type GuestId, type ImportFindingRow } from "../../api/bindings";
import { call, faultOf } from "../../api/call";
import { type Column, DataTable } from "../../components/DataTable";
import { Refusal, Waiting } from "../../components/States";
import { count } from "../../lib/format";
import { useKeys } from "../../lib/keys";

type Props = { asked: AskedFinding; onGuest: (guest: GuestId) => void };

/** The first rows behind a number: the line of the file, and whose stay it is. */
export function FindingRows({ asked, onGuest }: Props) {
  const { t } = useTranslation();
  const answer = useQuery({
    queryKey: ["import-report-rows", asked],
    queryFn: () => call(commands.importReportRows(asked)),
    meta: { reads: ["import", "stay", "guest"] },
  });
  const open = ({ guest_id: guest }: ImportFindingRow) => {
    if (guest !== null) onGuest(guest);
  };
  const first = answer.data?.find((row) => row.guest_id !== null);
  useKeys(
    first === undefined
      ? []
      : [{ cap: "Enter", label: t("quality.openGuest"), place: "move", run: () => open(first) }],
  );
  const columns: Column<ImportFindingRow>[] = [
    { id: "line", title: t("imports.line"), width: 96, align: "right", cell: (row) => count(row.line) },
    {
      id: "guest",
      title: t("quality.guest"),
      cell: (row) => row.guest_name || <span className="m">{t("quality.nobody")}</span>,
    },
  ];
  if (answer.isError) return <Refusal fault={faultOf(answer.error)} />;
  if (answer.data === undefined) return <Waiting />;
  return (
    <DataTable
      label={t("quality.rows")}
      columns={columns}
      rows={answer.data}
      rowId={(row) => String(row.line)}
      onOpen={open}
      height={30}
      fill
    />
  );
}
