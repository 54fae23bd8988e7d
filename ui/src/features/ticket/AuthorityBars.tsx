import { useTranslation } from "react-i18next";
import type { Authority } from "../../api/bindings";
import { Meter } from "../../components/Meter";
import { useDesk, useLanguage } from "../../lib/desk";
import { count, money, monthInWords } from "../../lib/format";

type Props = {
  authority: Authority;
  /** What is being typed and not yet proposed, minor units. */
  typed?: number;
  /** What waits for somebody else and uses nothing of one's own, minor units. */
  waiting?: number;
};

/** What one may still give by oneself: in this case, in this month, and in the year and by points where those are limited. */
export function AuthorityBars({ authority, typed = 0, waiting = 0 }: Props) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const language = useLanguage();
  const { limit, used } = authority;
  const others = used.matter_minor - used.case_minor;
  return (
    <>
      <Bar
        label={t("ticket.thisCase")}
        before={0}
        here={used.case_minor}
        typed={typed}
        most={limit.case_minor}
      />
      <Bar
        label={monthInWords(authority.month.slice(0, 7), language)}
        before={used.month_minor - used.case_minor}
        here={used.case_minor}
        typed={typed}
        most={limit.month_minor}
      />
      {limit.year_minor !== null && (
        <Bar
          label={t("ticket.thisYear")}
          before={used.year_minor - used.case_minor}
          here={used.case_minor}
          typed={typed}
          most={limit.year_minor}
        />
      )}
      {used.points_case > 0 && (
        <div className="row sm num">
          <span className="i2">{t("ticket.pointsUsed")}</span>
          <span className="sp">
            {count(used.points_case)} / {count(limit.points_case)} · {count(used.points_month)} /{" "}
            {count(limit.points_month)}
          </span>
        </div>
      )}
      <div className="sm m row wrap whose">
        <span>
          <i className="sofar" /> {t("ticket.before")}
        </span>
        <span>
          <i className="here" /> {t("ticket.thisCase")}
        </span>
        {waiting > 0 && (
          <span className="sp">{t("ticket.usesNothing", { sum: money(waiting, currency) })}</span>
        )}
      </div>
      {others > 0 && (
        <div className="sm am">
          {t("ticket.matter", { sum: money(used.matter_minor, currency), days: authority.split_days })}
        </div>
      )}
    </>
  );
}

type BarProps = { label: string; before: number; here: number; typed: number; most: number };

function Bar({ label, before, here, typed, most }: BarProps) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const all = before + here + typed;
  const share = (sum: number) => (most === 0 ? 0 : Math.min(1, Math.max(0, sum / most)));
  const terms = [before, here, typed].filter((sum) => sum > 0);
  const said = `${money(all, currency)} / ${money(most, currency)}`;
  return (
    <div className="authority">
      <div className="row sm num">
        <span className="i2">{label}</span>
        <span className="sp">
          {terms.length > 1 && `${terms.map((sum) => money(sum, currency)).join(" + ")} = `}
          <b className={all > most ? "am" : ""}>{money(all, currency)}</b> / {money(most, currency)}
        </span>
      </div>
      <Meter
        label={`${label} ${said}`}
        parts={[
          { share: share(before), depth: "mid" },
          { share: share(here), depth: "deep" },
          { share: share(typed), depth: "look" },
        ]}
      />
      {typed > 0 && (
        <div className="sm i2 num">
          {all > most
            ? t("ticket.overBy", { sum: money(all - most, currency) })
            : t("ticket.leftOver", { sum: money(most - all, currency) })}
        </div>
      )}
    </div>
  );
}
