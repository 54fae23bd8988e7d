import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Card } from "../../api/bindings";
import { TierBars } from "../../components/Marks";
import { soundOf } from "../../components/Person";
import { useDesk, useLanguage } from "../../lib/desk";
import { countryName, minuteClock, monthDay } from "../../lib/format";

/** The head of the card: the name, large, and what places the guest: tier, today, which stay, the last one. */
export function GuestHero({ card, children }: { card: Card; children: ReactNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { guest, summary } = card;
  const sound = soundOf({ ...guest, pronunciation: card.pronunciation });
  const above = [
    sound,
    guest.latin_name === sound ? "" : guest.latin_name,
    guest.company,
    countryName(guest.country, language),
  ];
  return (
    <div className="hero">
      <div className="nw">
        <div className="sm m num">{above.filter((part) => part !== "").join("　·　")}</div>
        <h1 className="name" lang={guest.language === "" ? undefined : guest.language}>
          {guest.name} {guest.title !== "none" && <span>{t(`honorific.${guest.title}`)}</span>}
        </h1>
      </div>
      <Fact label={t("col.tier")}>
        <TierBars tier={card.member?.tier ?? ""} />
      </Fact>
      <Current card={card} />
      <Fact label={t("guest.stayed")}>
        {card.nth === 0 ? t("where.never") : t("guest.nthTime", { nth: card.nth })}{" "}
        <span className="w4 i2 hide-s">{t("guest.nightsInAll", { nights: summary.nights })}</span>
      </Fact>
      {summary.last_departure !== null && (
        <Fact label={t("guest.last")}>
          {summary.last_departure} <span className="w4 i2">{summary.last_room}</span>
        </Fact>
      )}
      <div className="sp row">{children}</div>
    </div>
  );
}

/** Where the guest is or will be. */
function Current({ card: { current } }: { card: Card }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  if (current === null) return null;
  const room = current.room_no === "" ? t("room.none") : current.room_no;
  if (current.state === "in_house") {
    return (
      <Fact label={t("today.inHouse")}>
        {room}{" "}
        <span className="w4 i2">{t("guest.until", { date: monthDay(current.departure, language) })}</span>
      </Fact>
    );
  }
  const today = current.arrival === desk.today;
  const minute = current.arrive_minute === null ? "" : minuteClock(current.arrive_minute);
  return (
    <Fact label={today ? t("guest.arrivesToday") : t("guest.arrivesOn")}>
      {today ? room : monthDay(current.arrival, language)}{" "}
      <span className="w4 i2">{today ? minute : room}</span>
    </Fact>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="f">
      <span className="lab">{label}</span>
      <b>{children}</b>
    </div>
  );
}
