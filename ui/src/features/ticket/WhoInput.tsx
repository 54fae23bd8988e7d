import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Card, GuestId, Hit } from "../../api/bindings";
import { StateMark, TierBars } from "../../components/Marks";
import { useDesk, useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { topicOf } from "../../lib/topic";
import { guestCard } from "../../lib/card";
import { whoIs } from "../../lib/who";
import { Choices } from "../../components/Choices";

type Props = {
  id: string;
  value: string;
  onChange: (value: string) => void;
  /** Who it is, where one was picked: also of a draft, whose line in the box is not known any more. */
  guest: GuestId | null;
  hit: Hit | null;
  onHit: (hit: Hit | null) => void;
  focused?: boolean;
  /** Nothing but the name is shown of who was picked. */
  plain?: boolean;
  /** Whoever is not found is taken down as typed. */
  free?: boolean;
};

/** How a picked guest stands in the field: the room, else the name. */
export function placeOf(hit: Hit): string {
  return hit.room_no === "" ? hit.name : hit.room_no;
}

/** Room, name or the end of a number: who is meant, with stay, tier and what went wrong before. */
export function WhoInput({
  id,
  value,
  onChange,
  guest,
  hit,
  onHit,
  focused = false,
  plain = false,
  free = false,
}: Props) {
  const { t } = useTranslation();
  const found = useQuery(whoIs(value));
  const hits = value.trim() === "" ? [] : (found.data?.hits ?? []);
  return (
    <>
      <Choices
        id={id}
        value={value}
        onType={(typed) => {
          onHit(null);
          onChange(typed);
        }}
        hint={t("ticket.whoHint")}
        focused={focused}
        options={guest === null ? hits : []}
        optionId={(one) => one.guest_id}
        option={(one) => (
          <>
            <b className="tn">{one.room_no}</b> {one.name}{" "}
            {one.title !== "none" && <span className="m">{word("honorific", one.title)}</span>}
          </>
        )}
        onPick={(one) => {
          onChange(placeOf(one));
          onHit(one);
        }}
      />
      {guest !== null && <Known guest={guest} hit={hit} plain={plain} />}
      {free && guest === null && value.trim() !== "" && found.isSuccess && hits.length === 0 && (
        <div className="sub">{t("ticket.unknownWho")}</div>
      )}
    </>
  );
}

function Known({ guest, hit, plain }: { guest: GuestId; hit: Hit | null; plain: boolean }) {
  const card = useQuery(guestCard(guest)).data;
  const who = hit ?? card?.guest;
  if (who === undefined) return null;
  return (
    <div style={{ marginTop: 10 }}>
      <div className="row b">
        <b style={{ fontSize: 16 }}>{who.name}</b>
        {who.title !== "none" && word("honorific", who.title)}
        {hit !== null && (
          <span className="m sm">{hit.pronunciation.map((one) => one.reading).join(" ")}</span>
        )}
        {!plain && <TierBars tier={hit?.tier ?? card?.member?.tier ?? ""} />}
        {card !== undefined && <StayWords card={card} />}
      </div>
      {!plain && card !== undefined && <Before card={card} />}
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
            {last.business_date} {topicOf(last)}
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
