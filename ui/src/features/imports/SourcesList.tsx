import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SourceQuality } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { count, dateOf } from "../../lib/format";
import { sources } from "./queries";

/** One of the sums over a source's files. */
const sum = (
  id: "rows" | "new" | "changed" | "refused" | "flagged",
  title: string,
): Column<SourceQuality> => ({
  id,
  title,
  width: 88,
  align: "right",
  cell: (row) => count(row[id]),
});

/** What the files of each system brought since the first that stands: so that one sees which of them is careless. */
export function SourcesList() {
  const { t } = useTranslation();
  const desk = useDesk();
  const answer = useQuery(sources);
  if (answer.isError) return <Refusal fault={faultOf(answer.error)} />;
  if (answer.data === undefined || answer.data.length === 0) return null;
  const columns: Column<SourceQuality>[] = [
    { id: "source", title: t("imports.source"), cell: (row) => row.source },
    {
      id: "since",
      title: t("imports.since"),
      width: 116,
      className: "tn i2",
      cell: (row) => dateOf(row.first_at_ms, desk.time_zone),
    },
    {
      id: "last",
      title: t("imports.lastFile"),
      width: 116,
      className: "tn i2",
      cell: (row) => dateOf(row.last_at_ms, desk.time_zone),
    },
    {
      id: "imports",
      title: t("imports.files"),
      width: 72,
      align: "right",
      cell: (row) => count(row.imports),
    },
    sum("rows", t("imports.rows")),
    sum("new", t("imports.count.new")),
    sum("changed", t("imports.count.changed")),
    sum("refused", t("imports.count.refused")),
    sum("flagged", t("imports.warnings")),
  ];
  return (
    <section aria-label={t("imports.bySource")} style={{ paddingBottom: 12 }}>
      <div className="pad">
        <Heading>{t("imports.bySource")}</Heading>
      </div>
      <DataTable
        label={t("imports.bySource")}
        columns={columns}
        rows={answer.data}
        rowId={(row) => row.source}
        height={30}
      />
    </section>
  );
}
