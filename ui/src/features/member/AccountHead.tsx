import { Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Card, MemberPage as Account } from "../../api/bindings";
import { Lots } from "../../components/Lots";
import { Meter } from "../../components/Meter";
import { useDesk, useLanguage } from "../../lib/desk";
import { count, dayOfYear, daysBetween, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { countedIn, reachedOf } from "../../lib/tiers";
import { wayUp } from "../../lib/wayUp";
import { afterThisStay, enoughFor, isAtHand } from "./ahead";

/** Lots shown one by one; more of them stand together at the end. */
const lotsShown = 5;

/** Balance, lots by expiry, the way to the next tier. */
export function AccountHead({ account, card }: { account: Account; card: Card | undefined }) {
  const { t } = useTranslation();
  const { currency, today } = useDesk();
  const current = card?.current ?? null;
  // The head says where they are, in the place of this.
  const here = current !== null && isAtHand(current, today);
  return (
    <div className="acc">
      <section>
        <div className="lab">{t("member.balance")}</div>
        <div className="huge">{count(account.balance)}</div>
        <div className="sm i2 num">
          {t("member.worth", { sum: money(account.worth_minor, currency) })} ·{" "}
          {t("member.rate", { points: account.points_per_major })}
        </div>
        {here && <div className="sm i2 num">{t("member.since", { date: account.member.enrolled_on })}</div>}
        <PendingNote account={account} />
      </section>
      <ByExpiry account={account} />
      <ToNext account={account} card={card} />
    </div>
  );
}

/** 挂账 under the balance: how much, and from when, where one day posts it all. */
function PendingNote({ account }: { account: Account }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { today } = useDesk();
  const points = promised(account);
  if (points === 0) return null;
  const days = new Set(account.pending.map((line) => line.due_on));
  const [day] = days;
  return (
    <div className="sm i2 row g1" style={{ marginTop: 8 }}>
      <Hourglass className="s14" size={14} aria-hidden />
      {days.size === 1 && day !== undefined && day !== null
        ? t("pending.onDay", { points: count(points), date: dayOfYear(day, today, language) })
        : days.size === 1
          ? t("pending.onClose", { points: count(points) })
          : t("pending.some", { points: count(points) })}
    </div>
  );
}

const promised = (account: Account) => account.pending.reduce((sum, line) => sum + line.points, 0);

function ByExpiry({ account }: { account: Account }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const desk = useDesk();
  const byDate = new Map<string, number>();
  for (const lot of account.lots) byDate.set(lot.expires_on, (byDate.get(lot.expires_on) ?? 0) + lot.left);
  const dates = [...byDate].map(([on, points]) => ({ on, points }));
  const first = dates[0];
  const tail = dates.slice(lotsShown - 1);
  const shown = dates.length > lotsShown ? dates.slice(0, lotsShown - 1) : dates;
  const rest = dates.length > lotsShown ? tail.reduce((sum, one) => sum + one.points, 0) : 0;
  const days = first === undefined ? 0 : daysBetween(desk.today, first.on);
  const soon = first !== undefined && days <= account.warn_days;
  const buys = soon && first !== undefined ? enoughFor(account.rewards, first.points) : [];
  return (
    <section>
      <div className="row">
        <span className="lab">{t("member.byExpiry")}</span>
        {soon && first !== undefined && (
          <span className="sp am w6 sm row g1">
            <Hourglass className="s14" size={14} aria-hidden />
            {t("member.expiresIn", { points: count(first.points), days })}
          </span>
        )}
      </div>
      {first === undefined && account.pending.length === 0 ? (
        <div className="i2">{t("member.noLots")}</div>
      ) : (
        <Lots
          lots={[
            ...shown.map((one, at) => ({
              points: one.points,
              under: at === 0 ? dayOfYear(one.on, desk.today, language) : one.on.slice(2),
              kind: at === 0 && soon ? ("next" as const) : ("later" as const),
            })),
            ...(rest > 0 ? [{ points: rest, under: t("member.later"), kind: "later" as const }] : []),
            ...(account.pending.length > 0
              ? [{ points: promised(account), under: t("pending.word"), kind: "pending" as const }]
              : []),
          ]}
        />
      )}
      <div className="sm i2">
        {t("member.firstOut")}
        {buys.length > 0 &&
          t("member.enoughFor", { points: count(first?.points ?? 0), rewards: buys.join(t("list.or")) })}
      </div>
    </section>
  );
}

function ToNext({ account, card }: { account: Account; card: Card | undefined }) {
  const { t } = useTranslation();
  const { currency, today } = useDesk();
  const { progress } = account;
  const after = afterThisStay(progress, card?.current ?? null, today);
  if (progress.next === null)
    return (
      <section>
        <div className="lab">{t("member.tier")}</div>
        <div className="i2">{t("member.highest")}</div>
      </section>
    );
  const { next } = progress;
  const way = wayUp(progress);
  const title = { tier: word("tier", next.tier) };
  const asked = way?.ways.length ?? 0;
  const how = t(next.asks === "either" ? "member.eitherOf" : "member.allOf", { count: asked });
  return (
    <section>
      <div className="row">
        <span className="lab">
          {asked > 1 ? t("member.toNext", { ...title, how }) : t("member.toNextOne", title)}
        </span>
        <span className="sp sm m">{countedIn(progress, t)}</span>
      </div>
      {way === null && <div className="i2">{t("member.reachedNext")}</div>}
      {way?.ways.map((one) => {
        const label = t(`member.${one.kind}`);
        const said = reachedOf(one, currency, t);
        return (
          <div key={one.kind} style={{ marginTop: 6 }}>
            <div className="row sm num">
              <span>{label}</span>
              <span className="sp">{said}</span>
            </div>
            <Meter
              label={`${label} ${said}`}
              parts={[{ share: Math.min(1, one.share), depth: one.kind === "spend" ? "mid" : "deep" }]}
            />
          </div>
        );
      })}
      {way !== null && after !== null && (
        <div className="sm i2 num" style={{ marginTop: 6 }}>
          {t("member.afterStay", { nights: after.nights })}{" "}
          <b className="ink">{t("member.ofNights", after)}</b>
        </div>
      )}
    </section>
  );
}
