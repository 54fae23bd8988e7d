import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ReportAsked, ReportFigure, ReportRow } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { TierBars } from "../../components/Marks";
import { Empty, Refusal, Waiting } from "../../components/States";
import { count, signed } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useWalk } from "../../lib/rows";
import type { Opened } from "./ReportPage";
import { reportRows } from "./queries";

type Props = {
  period: ReportAsked;
  opened: Opened;
  onOpen: (row: ReportRow) => void;
  onClose: () => void;
};

/** The rows behind a figure; Enter goes to the member, and there to the posting. */
export function RowsDialog({ period, opened, onOpen, onClose }: Props) {
  const { t } = useTranslation();
  const answer = useQuery(reportRows({ period, ...opened }));
  const rows = answer.data ?? [];
  const { chosen, selected, select, keys } = useWalk({ rows, idOf });
  const columns = useColumnsOf(opened);
  const about = [t(`report.figure.${opened.figure}`), opened.month, opened.tier && word("tier", opened.tier)];
  return (
    <Dialog
      title={about.filter(Boolean).join(" · ")}
      aside={answer.isSuccess ? count(rows.length) : undefined}
      width={860}
      onClose={onClose}
      keys={keys}
      confirm={{
        label: t("report.openMember"),
        run: () => chosen !== undefined && onOpen(chosen),
        lacks: chosen === undefined ? t("report.noRows") : undefined,
      }}
    >
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {answer.isPending && <Waiting rows={6} />}
      {answer.isSuccess && rows.length === 0 && (
        <Empty title={t("report.noRows")}>{t("report.noRowsSo")}</Empty>
      )}
      {rows.length > 0 && (
        <div className="behindfigure">
          <DataTable
            label={t(`report.figure.${opened.figure}`)}
            columns={columns}
            rows={rows}
            rowId={idOf}
            selected={selected}
            onSelect={select}
            onOpen={onOpen}
            height={30}
            fill
          />
        </div>
      )}
    </Dialog>
  );
}

const idOf = (row: ReportRow) => `${row.guest}:${row.entry ?? ""}`;

/** Which day a row of a figure names. */
function whenOf(figure: ReportFigure): "held" | "members" | "active" | "posted" {
  if (figure === "held" || figure === "members") return figure;
  return figure === "active" || figure === "redeemers" ? "active" : "posted";
}

function useColumnsOf(opened: Opened): readonly Column<ReportRow>[] {
  const { t } = useTranslation();
  const people = opened.figure === "members" || opened.figure === "active" || opened.figure === "redeemers";
  const named = whenOf(opened.figure);
  const when = t(`report.when.${named}`);
  const posted: readonly Column<ReportRow>[] = people
    ? []
    : [
        {
          id: "seq",
          title: t("report.posting"),
          width: 96,
          className: "tn i2",
          cell: (row) => (row.seq === null ? "" : `#${row.seq}`),
        },
        {
          id: "code",
          title: t("member.kind"),
          width: 90,
          cell: (row) => (row.code === null ? "" : word("entry", row.code)),
        },
      ];
  return [
    { id: "no", title: t("place.members"), width: 116, className: "tn", cell: (row) => row.member_no },
    { id: "name", title: t("col.guest"), over: true, cell: (row) => row.name },
    { id: "tier", title: t("member.tier"), width: 110, cell: (row) => <TierBars tier={row.tier} /> },
    ...posted,
    { id: "date", title: when, width: 116, className: "tn", cell: (row) => row.date },
    ...(people && opened.figure !== "members"
      ? [
          {
            id: "times",
            title: t("report.times"),
            width: 80,
            align: "right" as const,
            cell: (row: ReportRow) => count(row.postings),
          },
        ]
      : []),
    {
      id: "points",
      title: t(opened.figure === "members" ? "member.balance" : "report.points"),
      width: 110,
      align: "right",
      cell: (row) =>
        opened.figure === "held" || opened.figure === "members" ? count(row.points) : signed(row.points),
    },
  ];
}
