import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { LedgerAgrees, LedgerTotals, ProgrammeReport, ReportFigure } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { VerdictMark } from "../../components/Marks";
import { Refusal } from "../../components/States";
import { count } from "../../lib/format";
import type { OnOpen } from "./ReportFigures";
import { ledgerAgrees } from "./queries";

type Props = {
  report: ProgrammeReport;
  /** Whether every posting is to be looked at. */
  whole: boolean;
  onWhole: () => void;
  onOpen: OnOpen;
};

type Part = { id: keyof Sums; sign: string; points: number; opens: ReportFigure };
type Sums = Pick<LedgerTotals, "opening" | "earned" | "redeemed" | "expired" | "reversed" | "closing">;

/** The parts of opening + earned − redeemed − expired ± reversed = closing, for the page and for paper. */
export function totalsOf({ totals }: Pick<ProgrammeReport, "totals">): readonly Part[] {
  return [
    { id: "opening", sign: "", points: totals.opening, opens: "opening" },
    { id: "earned", sign: "+", points: totals.earned, opens: "given" },
    { id: "redeemed", sign: "−", points: totals.redeemed, opens: "redeemed" },
    { id: "expired", sign: "−", points: totals.expired, opens: "expired" },
    {
      id: "reversed",
      sign: totals.reversed < 0 ? "−" : "+",
      points: Math.abs(totals.reversed),
      opens: "corrected",
    },
    { id: "closing", sign: "=", points: totals.closing, opens: "closing" },
  ];
}

/** The year's points in one line, and whether they agree: the sums at once, every posting when it is asked for. */
export function TotalsLine({ report, whole, onWhole, onOpen }: Props) {
  const { t } = useTranslation();
  const answer = useQuery(ledgerAgrees(whole));
  return (
    <div className="totals row num">
      {totalsOf(report).map((part) => (
        <span key={part.id} className="row">
          {part.sign !== "" && <span className="m">{part.sign}</span>} {t(`member.${part.id}`)}{" "}
          <button
            type="button"
            className="linkish w6"
            onClick={() => onOpen(part.opens, { said: count(part.points) })}
          >
            {count(part.points)}
          </button>
        </span>
      ))}
      <span className="sp row">
        {answer.isError && <Refusal fault={faultOf(answer.error)} />}
        {answer.data !== undefined && <Whole found={answer.data} />}
        {answer.data === undefined && (
          <>
            <VerdictMark verdict={report.totals.agrees ? "pass" : "block"} bare />
            <b>{t(report.totals.agrees ? "report.sumsAgree" : "member.disagrees")}</b>
            <Action
              size="s"
              kind="text"
              cap="Alt H"
              busy={whole && !answer.isError}
              onClick={whole ? undefined : onWhole}
            >
              {t(whole ? "report.checking" : "report.check")}
            </Action>
          </>
        )}
      </span>
    </div>
  );
}

/** 核对通过 over every posting, or the first row that does not agree, which opens. */
function Whole({ found }: { found: LedgerAgrees }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { check, opens } = found;
  if (check.wrong === null)
    return (
      <>
        <VerdictMark verdict="pass" bare />
        <b>{t("member.agrees")}</b>
        <span className="m sm">{t("report.checked", { count: count(check.entries) })}</span>
      </>
    );
  const { law, row, expected, found: is } = check.wrong;
  const search = opens?.entry == null ? {} : { entry: opens.entry };
  return (
    <span className="rd row">
      <VerdictMark verdict="block" bare />
      <b>{t("member.disagrees")}</b>
      <span className="sm">
        {t("report.wrong", { law: t(`report.law.${law}`), row, expected: count(expected), found: count(is) })}
      </span>
      {opens !== null && (
        <Action
          size="s"
          onClick={() => void navigate({ to: "/member/$id", params: { id: opens.guest }, search })}
        >
          {t("report.openWrong")}
        </Action>
      )}
    </span>
  );
}
