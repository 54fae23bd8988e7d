import { useTranslation } from "react-i18next";
import type { MemberPage as Account, Proof, ProofAsked } from "../../api/bindings";
import { count } from "../../lib/format";

/** How one says which figure is proved: `可用积分`, `#20417`, `批次 #20417，2026-12-31 到期`, `兑换，2026-01-01 起`. */
export function useFigureWords(): (asked: ProofAsked, proof: Proof | null, account?: Account) => string {
  const { t } = useTranslation();
  return (asked, proof, account) => {
    if (asked.what === "balance") return t("member.balance");
    if (asked.what === "entry") {
      const own = proof?.entries.find((entry) => entry.id === asked.entry)?.seq;
      const seq = own ?? account?.statement.lines.find((line) => line.id === asked.entry)?.seq;
      return seq === undefined ? t("proof.entry") : t("proof.entryNo", { seq });
    }
    if (asked.what === "lot") {
      const lot = proof?.lots.find((one) => one.id === asked.lot);
      const kept = account?.lots.find((one) => one.id === asked.lot);
      const of = lot ?? kept;
      if (of === undefined) return t("proof.lot");
      return t("proof.lotOf", { points: count(of.points), date: of.expires_on });
    }
    const since = asked.from === null ? "" : ` ${t("member.period.sinceDay", { date: asked.from })}`;
    return `${t(`member.${asked.sum}`)}${since}`;
  };
}
