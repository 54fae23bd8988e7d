import { useQuery } from "@tanstack/react-query";
import { Handshake, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../api/call";
import type { Card, GuestId } from "../../api/bindings";
import { AmberBar } from "../../components/Banner";
import { Facts } from "../../components/Blocks";
import { TierBars } from "../../components/Marks";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useLanguage } from "../../lib/desk";
import { birthDay, count, dayOfYear, lunarDay, minuteClock, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { guestCard } from "../../lib/card";

const wishesShown = 3;

/** What matters about one guest in a glance: promise, today, likes, birthday, points, namesakes. */
export function GuestPreview({ guest }: { guest: GuestId }) {
  const shown = useQuery(guestCard(guest));
  if (shown.isError) return <Refusal fault={faultOf(shown.error)} />;
  if (shown.data === undefined) return <Waiting />;
  return <Glance card={shown.data} />;
}

function Glance({ card }: { card: Card }) {
  const { t } = useTranslation();
  const { guest, promises, namesakes } = card;
  const promise = promises.find((line) => line.promise.state === "open");
  return (
    <>
      <div className="name" style={{ fontSize: 20, lineHeight: "28px" }}>
        {guest.name}{" "}
        {guest.title !== "none" && (
          <span className="w4" style={{ fontSize: 16, fontFamily: "var(--font-ui)", letterSpacing: 0 }}>
            {t(`honorific.${guest.title}`)}
          </span>
        )}
      </div>
      <div className="row" style={{ margin: "2px 0 10px" }}>
        <TierBars tier={card.member?.tier ?? ""} />
        <span className="sm m num">
          <Visits card={card} />
        </span>
      </div>
      {promise !== undefined && (
        <AmberBar icon={Handshake} fact={t("promise.open")} tight>
          {promise.promise.words}
        </AmberBar>
      )}
      <div style={{ marginTop: 12 }}>
        <GlanceFacts card={card} />
      </div>
      {namesakes.length > 0 && (
        <div className="sm i2" style={{ marginTop: 14, paddingTop: 10, borderTop: "1px solid var(--line)" }}>
          <UsersRound className="s14" size={14} aria-hidden /> <Namesakes card={card} />
        </div>
      )}
    </>
  );
}

function Visits({ card: { nth, summary } }: { card: Card }) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const language = useLanguage();
  if (nth === 0) return <>{t("where.never")}</>;
  const last = summary.last_departure;
  const parts = [
    t("guest.nth", { nth }),
    last !== null && t("guest.lastOn", { date: dayOfYear(last, today, language) }),
  ];
  return <>{parts.filter((part) => part !== false).join(" · ")}</>;
}

function GlanceFacts({
  card: { current, preferences, birthday, member, contacts, tickets },
}: {
  card: Card;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const desk = useDesk();
  const phone = contacts.find((contact) => contact.kind === "phone");
  const open = tickets.find(
    (ticket) => ticket.kind === "complaint" && ticket.state !== "closed" && ticket.state !== "unfounded",
  );
  const when =
    current?.arrive_minute == null
      ? false
      : t("preview.arrives", { time: minuteClock(current.arrive_minute) });
  const next = member?.next_expiry ?? null;
  const rows = [
    open !== undefined && {
      label: t("place.tickets"),
      value: <span className="rd">{word("problem", open.problem)}</span>,
    },
    current !== null && {
      label:
        current.state === "in_house"
          ? t("today.inHouse")
          : current.arrival === desk.today
            ? t("today.short")
            : monthDay(current.arrival, language),
      value: [
        current.state === "booked" && when,
        [current.room_no, current.room_type].filter((part) => part !== "").join(" "),
        t("nights", { nights: current.nights }),
      ]
        .filter((part) => part !== false && part !== "")
        .join(t("list.comma")),
    },
    preferences.length > 0 && {
      label: t("guest.wishesShort"),
      value: preferences
        .slice(0, wishesShown)
        .map((line) => line.preference.words)
        .join(t("list.and")),
    },
    birthday !== null && {
      label: t("guest.birthday"),
      value: `${monthDay(birthday.on, language)}${birthday.by_lunar && birthday.lunar !== null ? t("birthday.lunar", { day: lunarDay(birthday.lunar, language) }) : ""}${t("list.comma")}${t("birthday.inDays", { days: birthday.in_days })}`,
    },
    member !== null && {
      label: t("guest.points"),
      value: (
        <span className="num">
          {count(member.points)}
          {next !== null && (
            <span className="m sm">
              {t("list.comma")}
              {t("points.lapse", {
                points: count(next.points),
                date: dayOfYear(next.on, desk.today, language),
              })}
            </span>
          )}
        </span>
      ),
    },
    phone !== undefined && { label: t("contact.phone"), value: <span className="num">{phone.masked}</span> },
  ];
  return <Facts rows={rows.filter((row) => row !== false)} labelWidth={language === "en" ? 68 : 48} />;
}

function Namesakes({ card: { namesakes } }: { card: Card }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const first = namesakes[0];
  if (first === undefined) return null;
  const told = [
    first.born !== null && t("namesake.birth", { date: birthDay(first.born, language) }),
    first.phone_tail !== null && t("namesake.tail", { tail: first.phone_tail }),
    first.last_departure === null ? t("guest.firstStay") : t("where.last", { date: first.last_departure }),
  ];
  return (
    <span className="num">
      {t("namesake.also", {
        count: namesakes.length,
        told: told.filter((part) => part !== false).join(t("list.comma")),
      })}
    </span>
  );
}
