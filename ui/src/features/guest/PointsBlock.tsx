import { useQuery } from "@tanstack/react-query";
import { Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Card, GuestId } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { Meter } from "../../components/Meter";
import { benefitLeft, benefitName, memberBenefits } from "../../lib/benefits";
import { useDesk, useLanguage } from "../../lib/desk";
import { count, dayOfYear, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { countedIn, reachedOf } from "../../lib/tiers";
import { type Way, wayUp } from "../../lib/wayUp";

/** 积分: what is held and worth, what expires next, and what is missing to the next tier. */
export function PointsBlock({ member, guest }: { member: Card["member"]; guest: GuestId }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { currency, today } = useDesk();
  if (member === null) return null;
  const next = member.next_expiry;
  // From the programme's first warning on they are to be looked at; before it they are only said.
  const soon = next !== null && next.warned.days !== null;
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
      <BenefitsLeft guest={guest} />
      <div className="sm m" style={{ marginTop: 2 }}>
        {t("points.since", { date: member.enrolled_on })}
      </div>
    </Block>
  );
}

/** What is left of what the tier gives: those that are counted, in one line. */
export function BenefitsLeft({ guest }: { guest: GuestId }) {
  const { t } = useTranslation();
  const found = useQuery(memberBenefits(guest)).data;
  const counted = found?.standing.filter((one) => one.of !== null) ?? [];
  const held = found?.vouchers ?? 0;
  const parts = counted.map((one) => `${benefitName(one)} ${benefitLeft(one, t)}`);
  if (held > 0) parts.push(t("voucher.held", { count: count(held) }));
  if (parts.length === 0) return null;
  const list = parts.join(t("list.comma"));
  return (
    <div className="sm i2 num" style={{ marginTop: 6 }}>
      {t("benefit.hint", { list })}
    </div>
  );
}

/** What is missing to the next tier: the threshold that decides first with a bar, the others in words. */
function ToNext({ progress }: { progress: NonNullable<Card["member"]>["progress"] }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const way = wayUp(progress);
  if (way === null) return null;
  const [first, ...others] = way.ways;
  const lacks = (one: Way) =>
    one.kind === "spend"
      ? money(one.missing, currency)
      : t(one.kind === "nights" ? "points.nights" : "points.stays", { count: one.missing });
  const more = (one: Way) =>
    t(one.kind === "spend" ? "points.moreSpend" : "points.moreStay", { what: lacks(one) });
  const said = reachedOf(first, currency, t);
  const missing = t("points.toNext", { tier: word("tier", way.tier), missing: lacks(first) });
  const rest = others
    .filter((one) => one.missing > 0)
    .map((one) => t(way.asks === "either" ? "points.or" : "points.and", { what: more(one) }));
  return (
    <div style={{ marginTop: 8 }}>
      <div className="row sm num">
        <span>{missing}</span>
        <span className="sp i2 nw">{said}</span>
      </div>
      <div style={{ height: 4 }} />
      <Meter label={`${missing} ${said}`} parts={[{ share: Math.min(1, first.share), depth: "mid" }]} />
      <div className="sm m num" style={{ marginTop: 2 }}>
        {[...rest, countedIn(progress, t)].join(" · ")}
      </div>
    </div>
  );
}
