import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Card, Hit } from "../../api/bindings";
import { StateMark, TierBars } from "../../components/Marks";
import { useDesk, useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { cardOf, whoIs } from "./queries";
import { Choices } from "./Choices";

type Props = {
  id: string;
  value: string;
  onChange: (value: string) => void;
  hit: Hit | null;
  onHit: (hit: Hit | null) => void;
};

/** Room, name or the end of a number: who is meant, with stay, tier and what went wrong before. */
export function WhoInput({ id, value, onChange, hit, onHit }: Props) {
  const { t } = useTranslation();
  const found = useQuery(whoIs(value));
  const hits = value.trim() === "" ? [] : (found.data?.hits ?? []);
  return (
    <>
      <Choices
        id={id}
        value={value}
        onType={(typed) => {
          onChange(typed);
          onHit(null);
        }}
        hint={t("ticket.whoHint")}
        focused
        options={hit === null ? hits : []}
        optionId={(one) => one.guest_id}
        option={(one) => (
          <>
            <b className="tn">{one.room_no}</b> {one.name}{" "}
            {one.title !== "none" && <span className="m">{word("honorific", one.title)}</span>}
          </>
        )}
        onPick={(one) => {
          onChange(one.room_no === "" ? one.name : one.room_no);
          onHit(one);
        }}
      />
      {hit !== null && <Known hit={hit} />}
      {hit === null && value.trim() !== "" && found.isSuccess && hits.length === 0 && (
        <div className="sub">{t("ticket.unknownWho")}</div>
      )}
    </>
  );
}

function Known({ hit }: { hit: Hit }) {
  const card = useQuery(cardOf(hit.guest_id));
  return (
    <div style={{ marginTop: 10 }}>
      <div className="row b">
        <b style={{ fontSize: 16 }}>{hit.name}</b>
        {hit.title !== "none" && word("honorific", hit.title)}
        <span className="m sm">{hit.pronunciation.map((one) => one.reading).join(" ")}</span>
        <TierBars tier={hit.tier} />
        {card.data !== undefined && <StayWords card={card.data} />}
      </div>
      {card.data !== undefined && <Before card={card.data} />}
    </div>
  );
}

/** What went wrong before and how it stands, and what the guest likes: one glance before the first word. */
function Before({ card }: { card: Card }) {
  const { t } = useTranslation();
  const [last] = card.tickets;
  const likes = card.preferences.slice(0, 3).map((line) => line.preference.words);
  if (last === undefined && likes.length === 0) return null;
  return (
    <div className="sm i2 row">
      {last !== undefined && (
        <>
          <History className="s14" size={14} aria-hidden />
          {t("ticket.pastTickets", { count: card.tickets.length })}
          <span className="am">
            {last.business_date} {word("problem", last.problem)}
          </span>
          <StateMark state={last.state} />
        </>
      )}
      {likes.length > 0 && (
        <span>
          {last !== undefined && "· "}
          {likes.join(t("list.enumeration"))}
        </span>
      )}
    </div>
  );
}

function StayWords({ card }: { card: Card }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const desk = useDesk();
  if (card.current === null) return null;
  return (
    <span className="i2 num">
      {t("guest.nthTime", { nth: card.nth })} ·{" "}
      {card.current.arrival === desk.today
        ? t("guest.arrivesToday")
        : monthDay(card.current.arrival, language)}
      –{monthDay(card.current.departure, language)}
    </span>
  );
}
