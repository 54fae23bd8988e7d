import { Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Card } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { Meter } from "../../components/Meter";
import { useDesk, useLanguage } from "../../lib/desk";
import { count, dayOfYear, daysBetween, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { wayUp } from "./wayUp";

/** Points that expire within so many days are to be looked at today; later ones are only said. */
const soonDays = 60;

/** 积分: what is held and worth, what expires next, and what is missing to the next tier. */
export function PointsBlock({ member }: Pick<Card, "member">) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { currency, today } = useDesk();
  if (member === null) return null;
  const next = member.next_expiry;
  const soon = next !== null && daysBetween(today, next.on) <= soonDays;
  return (
    <Block
      title={t("guest.points")}
      end={<span className="num">{t("points.member", { number: member.member_no })}</span>}
    >
      <div className="row b">
        <span className="big">{count(member.points)}</span>
        <span className="sm i2 num">{t("member.worth", { sum: money(member.worth_minor, currency) })}</span>
      </div>
      {next !== null && (
        <div className={soon ? "sm am" : "sm m"} style={{ marginTop: 2 }}>
          {soon && <Hourglass className="s14" size={14} aria-hidden />}{" "}
          {t("points.lapse", { points: count(next.points), date: dayOfYear(next.on, today, language) })}
        </div>
      )}
      <ToNext progress={member.progress} />
      <div className="sm m" style={{ marginTop: 2 }}>
        {t("points.since", { date: member.enrolled_on })}
      </div>
    </Block>
  );
}

/** What is missing to the next tier: the nearer of its two ways with a bar, the other in words. */
function ToNext({ progress }: { progress: NonNullable<Card["member"]>["progress"] }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const way = wayUp(progress);
  if (way === null) return null;
  const tier = word("tier", way.tier);
  const nights = t("points.nights", { count: way.nightsMissing });
  const spend = money(way.spendMissing, currency);
  const said =
    way.nearer === "nights"
      ? t("member.ofNights", { have: progress.nights, need: way.nights })
      : `${money(progress.spend_minor, currency)} / ${money(way.spend, currency)}`;
  const missing = t("points.toNext", { tier, missing: way.nearer === "nights" ? nights : spend });
  const other =
    way.nearer === "nights" ? t("points.orSpend", { sum: spend }) : t("points.orNights", { nights });
  return (
    <div style={{ marginTop: 8 }}>
      <div className="row sm num">
        <span>{missing}</span>
        <span className="sp i2 nw">{said}</span>
      </div>
      <div style={{ height: 4 }} />
      <Meter label={`${missing} ${said}`} parts={[{ share: way.share, depth: "mid" }]} />
      <div className="sm m num" style={{ marginTop: 2 }}>
        {other} · {t("member.window", { months: progress.months })}
      </div>
    </div>
  );
}
