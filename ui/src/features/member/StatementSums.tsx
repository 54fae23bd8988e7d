import { useTranslation } from "react-i18next";
import type { MemberStatement, ProofAsked } from "../../api/bindings";
import { VerdictMark } from "../../components/Marks";
import { count } from "../../lib/format";
import type { Period } from "./queries";
import { type SumPart, sumsOf } from "./sums";

type Props = {
  part: MemberStatement;
  member: string;
  period: Period;
  onProve: (asked: ProofAsked) => void;
};

/** Opening + earned − redeemed − expired ± reversed = closing; each sum opens its proof. */
export function StatementSums({ part, member, period, onProve }: Props) {
  const { t } = useTranslation();
  return (
    <div className="sums row num">
      {sumsOf(part.statement.sums).map((one) => (
        <span key={one.id} className="row">
          {one.sign !== "" && <span className="m">{one.sign}</span>} {t(`member.${one.id}`)}{" "}
          <Sum part={one} onProve={(sum) => onProve(askedOf(sum, member, period))} />
        </span>
      ))}
      <span className="sp row">
        <VerdictMark verdict={part.agrees ? "pass" : "block"} bare />
        <b>{part.agrees ? t("member.agrees") : t("member.disagrees")}</b>
        <span className="m sm">{t("member.chain", { seq: count(part.head.seq) })}</span>
      </span>
    </div>
  );
}

type Provable = Exclude<SumPart["id"], "opening">;

function Sum({ part, onProve }: { part: SumPart; onProve: (sum: Provable) => void }) {
  const { id } = part;
  if (id === "opening") return <b>{count(part.points)}</b>;
  return (
    <button type="button" className="linkish w6" onClick={() => onProve(id)}>
      {count(part.points)}
    </button>
  );
}

function askedOf(sum: Provable, member: string, period: Period): ProofAsked {
  return sum === "closing" ? { what: "balance", member } : { what: "sum", member, sum, ...period };
}
