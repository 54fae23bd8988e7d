import { useNavigate } from "@tanstack/react-router";
import { FileWarning } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { LedgerTotals, Morning } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Block } from "../../components/Blocks";
import { VerdictMark } from "../../components/Marks";
import { Meter } from "../../components/Meter";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { count, monthDay, money, signed } from "../../lib/format";

/** Compensation against the budget, authority by person, handovers that nobody signed. */
export function AuthorityUsed({ morning }: { morning: Morning }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const language = useLanguage();
  return (
    <>
      <Budget morning={morning} />
      <Block title={t("duty.authority")} end={t("morning.byPerson")}>
        {morning.authority.length === 0 && <div className="sm m">{t("morning.nobodyGave")}</div>}
        {morning.authority.map((one) => {
          const said = `${money(one.month_minor, currency)} / ${money(one.limit_minor, currency)}`;
          return (
            <div key={one.user} style={{ marginBottom: 8 }}>
              <div className="row sm num">
                <span>
                  {one.name}{" "}
                  <span className="m">{t("morning.gave", { sum: money(one.given_minor, currency) })}</span>
                </span>
                <span className="sp i2 nw">{said}</span>
              </div>
              <Meter
                label={`${one.name} ${said}`}
                parts={[
                  { share: one.limit_minor === 0 ? 0 : one.month_minor / one.limit_minor, depth: "mid" },
                ]}
              />
            </div>
          );
        })}
      </Block>
      {morning.points !== null && <PointsAgree points={morning.points} />}
      <Block title={t("morning.unsigned")} grow>
        {morning.unsigned.length === 0 ? (
          <div className="sm m">{t("morning.allSigned")}</div>
        ) : (
          morning.unsigned.map((one) => (
            <div key={one.number} className="row rd">
              <FileWarning size={14} className="s14" aria-hidden />
              {monthDay(one.span.date, language)} {t(`duty.shift.${one.span.shift}`)}
              <span className="sp sm">{one.out_name === "" ? t("duty.unsignedNobody") : one.out_name}</span>
            </div>
          ))
        )}
      </Block>
    </>
  );
}

const rows = [
  { id: "opening", sign: "" },
  { id: "earned", sign: "+" },
  { id: "redeemed", sign: "−" },
  { id: "expired", sign: "−" },
  { id: "reversed", sign: "±" },
  { id: "closing", sign: "=" },
] as const;

/** 积分核对: opening + earned − redeemed − expired ± reversed = closing; it opens the programme's report of these days. */
function PointsAgree({ points }: { points: LedgerTotals }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const search = { from: points.from, to: points.to };
  return (
    <Block
      title={t("morning.points")}
      end={
        <>
          <VerdictMark verdict={points.agrees ? "pass" : "block"} bare />{" "}
          {t(points.agrees ? "member.agrees" : "member.disagrees")}
        </>
      }
    >
      <table className="agree num">
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.sign} {t(`member.${row.id}`)}
              </th>
              <td>{row.id === "reversed" ? signed(points.reversed) : count(points[row.id])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {may("read_programme_report") && (
        <Action
          kind="text"
          size="s"
          cap="Alt B"
          onClick={() => void navigate({ to: "/programme-report", search })}
        >
          {t("morning.pointsOpen")}
        </Action>
      )}
    </Block>
  );
}

function Budget({ morning }: { morning: Morning }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const may = useMay();
  const navigate = useNavigate();
  const { month_minor: month, budget_minor: budget } = morning.compensation;
  const said =
    budget === null ? money(month, currency) : `${money(month, currency)} / ${money(budget, currency)}`;
  return (
    <Block title={t("morning.budget")} end={t("morning.thisMonth")}>
      <div className="row num">
        <span className={budget !== null && month > budget ? "rd w6" : "w6"}>{said}</span>
        {may("read_spending") && (
          <span className="sp">
            <Action kind="text" size="s" onClick={() => void navigate({ to: "/spending" })}>
              {t("morning.spending")}
            </Action>
          </span>
        )}
      </div>
      {budget === null ? (
        <div className="sm m">{t("morning.noBudget")}</div>
      ) : (
        <Meter
          label={said}
          parts={[
            { share: budget === 0 ? 1 : Math.min(1, month / budget), depth: month > budget ? "look" : "mid" },
          ]}
        />
      )}
    </Block>
  );
}
