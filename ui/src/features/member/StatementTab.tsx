import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MemberPage as Account, StatementLine } from "../../api/bindings";
import { VerdictMark } from "../../components/Marks";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import type { MemberTabProps } from "./MemberTab";
import { ReverseDialog } from "./ReverseDialog";
import { Statement } from "./Statement";

/** How many postings the account has. */
export function StatementCount({ account }: MemberTabProps) {
  return count(account.statement.postings);
}

/** 对账单: every posting, newest first, and the sums that join opening and closing. */
export function StatementTab({ account }: MemberTabProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [reversing, setReversing] = useState(false);
  const lines = account.statement.lines;
  const { chosen: line, select } = useRows({ rows: lines, idOf: (one: StatementLine) => one.id });
  useKeys(
    may("reverse_points")
      ? [{ cap: "Alt C", label: t("member.reverse"), place: "verb", run: () => setReversing(true) }]
      : [],
  );
  return (
    <>
      <Statement lines={lines} selected={line?.id ?? null} onSelect={select} />
      <Sums account={account} />
      {reversing && line !== undefined && <ReverseDialog line={line} onClose={() => setReversing(false)} />}
    </>
  );
}

/** Opening + earned − redeemed − expired ± reversed = closing, and whether the ledger agrees. */
function Sums({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { sums } = account.statement;
  const parts = [
    { sign: "", label: t("member.opening"), points: sums.opening },
    { sign: "+", label: t("member.earned"), points: sums.earned },
    { sign: "−", label: t("member.redeemed"), points: Math.abs(sums.redeemed) },
    { sign: "−", label: t("member.expired"), points: Math.abs(sums.expired) },
    { sign: sums.reversed < 0 ? "−" : "+", label: t("member.reversed"), points: Math.abs(sums.reversed) },
    { sign: "=", label: t("member.closing"), points: sums.closing },
  ];
  return (
    <div className="sums row num">
      {parts.map((part) => (
        <span key={part.label} className="row">
          {part.sign !== "" && <span className="m">{part.sign}</span>} {part.label}{" "}
          <b>{count(part.points)}</b>
        </span>
      ))}
      <span className="sp row">
        <VerdictMark verdict={account.agrees ? "pass" : "block"} bare />
        <b>{account.agrees ? t("member.agrees") : t("member.disagrees")}</b>
        <span className="m sm">{t("member.chain", { seq: count(account.head.seq) })}</span>
      </span>
    </div>
  );
}
