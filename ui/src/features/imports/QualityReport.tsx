import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FileDown, Printer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type ImportFinding, type ImportId, type ReportShown } from "../../api/bindings";
import { call, faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { VerdictMark } from "../../components/Marks";
import { Refusal, Waiting } from "../../components/States";
import { toldOf } from "../../lib/faults";
import { count } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { FindingRows } from "./FindingRows";
import { QualityPrint } from "./QualityPrint";
import { findingId, useFindingWords } from "./findings";

type Props = { id: ImportId; onClose: () => void };

/** What an import's file was like: each number opens the rows behind it. */
export function QualityReport({ id, onClose }: Props) {
  const answer = useQuery({
    queryKey: ["import-report", id],
    queryFn: () => call(commands.importReport(id)),
    meta: { reads: ["import", "duplicate", "guest"] },
  });
  if (answer.isError) {
    return (
      <div className="pad">
        <Refusal fault={faultOf(answer.error)} />
      </div>
    );
  }
  return answer.data === undefined ? <Waiting /> : <Report report={answer.data} onClose={onClose} />;
}

/** What may be done with a report: print it, keep it as CSV, leave it. */
function useReportVerbs(id: ImportId, onClose: () => void) {
  const { t } = useTranslation();
  const [printing, setPrinting] = useState(false);
  const [said, setSaid] = useState("");
  const keep = async () => {
    const answer = await commands.importReportCsv(crypto.randomUUID(), { import_id: id });
    setSaid(answer.status === "ok" ? t("quality.kept", { path: answer.data }) : toldOf(answer.error));
  };
  const print = () => setPrinting(true);
  useKeys([
    { cap: "Ctrl P", label: t("quality.print"), place: "verb", run: print },
    { cap: "Alt E", label: t("quality.csv"), place: "verb", run: () => void keep() },
    { cap: "Esc", label: t("back"), place: "move", run: onClose },
  ]);
  return { printing, printed: () => setPrinting(false), print, keep, said };
}

function Report({ report, onClose }: { report: ReportShown; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { quality } = report;
  const { id, file_name: name, counts } = quality.import;
  const verbs = useReportVerbs(id, onClose);
  const { chosen, selected, select } = useRows({ rows: quality.findings, idOf: findingId });
  return (
    <>
      <div className="pad row wrap" style={{ paddingBottom: 10, gap: "4px 16px" }}>
        <Heading>{t("quality.title", { file: name })}</Heading>
        <span className="sm i2 num">
          {t("quality.sum", { rows: count(counts.rows), suspects: count(quality.suspects) })}
        </span>
        <span className="sp row">
          <Action size="s" cap="Ctrl P" icon={Printer} onClick={verbs.print}>
            {t("quality.print")}
          </Action>
          <Action size="s" cap="Alt E" icon={FileDown} onClick={() => void verbs.keep()}>
            {t("quality.csv")}
          </Action>
        </span>
      </div>
      {verbs.said !== "" && (
        <div className="pad sm i2" role="status" style={{ overflowWrap: "anywhere", paddingBottom: 8 }}>
          {verbs.said}
        </div>
      )}
      {quality.findings.length === 0 && (
        <div className="pad i2">
          <VerdictMark verdict="pass" bare /> {t("quality.none")}
        </div>
      )}
      <DataTable
        label={t("quality.findings")}
        columns={useFindingColumns(counts.rows)}
        rows={quality.findings}
        rowId={findingId}
        selected={selected}
        onSelect={select}
        height={30}
        headless={quality.findings.length === 0}
        fill
      />
      {chosen !== undefined && chosen.kind !== "encoding" && (
        <FindingRows
          key={findingId(chosen)}
          asked={{ import_id: id, kind: chosen.kind, column: chosen.column, code: chosen.code }}
          onGuest={(guest) => void navigate({ to: "/guest/$id", params: { id: guest } })}
        />
      )}
      {verbs.printing && <QualityPrint report={report} onPrinted={verbs.printed} />}
    </>
  );
}

function useFindingColumns(all: number): readonly Column<ImportFinding>[] {
  const { t } = useTranslation();
  const words = useFindingWords();
  return [
    {
      id: "kind",
      title: t("quality.kind"),
      width: 140,
      cell: ({ kind }) => (
        <>
          <VerdictMark verdict={kind === "refused" ? "block" : kind === "encoding" ? "pass" : "look"} bare />{" "}
          {t(`quality.kind.${kind}`)}
        </>
      ),
    },
    { id: "column", title: t("imports.column"), width: 200, cell: ({ column }) => column || "—" },
    { id: "code", title: t("imports.reason"), cell: words },
    { id: "rows", title: t("imports.rows"), width: 96, align: "right", cell: ({ rows }) => count(rows) },
    {
      id: "share",
      title: t("quality.share"),
      width: 96,
      align: "right",
      cell: ({ rows }) => `${((rows / Math.max(1, all)) * 100).toFixed(1)}%`,
    },
  ];
}
