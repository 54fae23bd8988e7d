import { Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RemedyRecord, Ticket } from "../../api/bindings";
import { StateMark } from "../../components/Marks";
import { useDesk } from "../../lib/desk";
import { clock, count, money } from "../../lib/format";

/** What the house offers, who decides it, how far it is. */
export function Remedies({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const desk = useDesk();
  return (
    <table className="dt prop box">
      <colgroup>
        <col />
        <col style={{ width: 92 }} />
        <col style={{ width: 210 }} />
        <col style={{ width: 132 }} />
      </colgroup>
      <thead>
        <tr>
          <th>{t("remedy.what")}</th>
          <th className="n">{t("remedy.value")}</th>
          <th>{t("remedy.whoDecides")}</th>
          <th>{t("col.state")}</th>
        </tr>
      </thead>
      <tbody>
        {ticket.remedies.map((one) => (
          <tr key={one.facts.id}>
            <td>
              {t(`remedy.kind.${one.facts.remedy}`)} <span className="i2">{one.facts.words}</span>
            </td>
            <td className="n">
              {one.facts.points > 0
                ? t("remedy.points", { points: count(one.facts.points) })
                : money(one.facts.amount_minor, desk.currency)}
            </td>
            <td className="i2">
              <WhoDecides one={one} />
            </td>
            <td>
              <Standing one={one} zone={desk.time_zone} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function WhoDecides({ one }: { one: RemedyRecord }) {
  const { t } = useTranslation();
  if (one.facts.above !== null && one.decided_by_name === "")
    return <b className="am">{t(`remedy.above.${one.facts.above}`)}</b>;
  return one.decided_by_name === "" ? t("remedy.within") : one.decided_by_name;
}

function Standing({ one, zone }: { one: RemedyRecord; zone: string }) {
  const { t } = useTranslation();
  const at = one.facts.decided_at_ms ?? one.facts.proposed_at_ms;
  const when = <span className="sm m tn">{clock(at, zone)}</span>;
  if (one.facts.state === "awaiting")
    return (
      <span className="am">
        <StateMark state="awaiting_approval" bare /> {t("remedy.state.awaiting")} {when}
      </span>
    );
  if (one.facts.points > 0 && one.facts.state !== "refused")
    return (
      <span className="i2">
        <Hourglass className="s14" size={14} aria-hidden /> {t("remedy.pending")}
      </span>
    );
  return (
    <span className={one.facts.state === "refused" ? "m" : ""}>
      <StateMark state={one.facts.state === "refused" ? "unfounded" : "closed"} bare />{" "}
      {t(`remedy.state.${one.facts.state}`)} {when}
    </span>
  );
}
