import { useTranslation } from "react-i18next";
import { count } from "../lib/format";

export type Lot = {
  points: number;
  /** As written under it: the date, or 挂账. */ under: string;
  kind: "next" | "later" | "pending";
};

/** Points by expiry in the order they are used: the next to lapse outlined in amber, what is pending hatched at the end. */
export function Lots({ lots }: { lots: readonly Lot[] }) {
  const { t } = useTranslation();
  return (
    <div className="lots" role="list" aria-label={t("lots.aria")}>
      {lots.map((lot, at) => (
        <div key={at} role="listitem" className={lot.kind} style={{ flexGrow: lot.points }}>
          <div className="seg1">{count(lot.points)}</div>
          <div className="lab">{lot.under}</div>
        </div>
      ))}
    </div>
  );
}
