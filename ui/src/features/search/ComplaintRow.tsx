import type { Hit, InboxLine, TicketLine } from "../../api/bindings";
import { StateMark } from "../../components/Marks";
import { useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { topicOf } from "../../lib/topic";

/** A complaint: its state, whose, where and what; when and how it stands; its number. */
export function ComplaintRow({ ticket, who }: { ticket: InboxLine | TicketLine; who: string }) {
  const language = useLanguage();
  return (
    <>
      <StateMark state={ticket.state} bare />
      <span className="el">
        {[who, ticket.room_no, topicOf(ticket)].filter(Boolean).join(" ")}
        <span className="sm m">
          {" "}
          · {monthDay(ticket.business_date, language)} {word("ticket.state", ticket.state)}
        </span>
      </span>
      <span className="sm m tn">{ticket.number}</span>
    </>
  );
}

/** Whom a complaint would be about, as its form takes it: the room of who is in it, else the name. */
export function aboutOf(hit: Hit): string {
  return hit.in_house && hit.room_no !== "" ? hit.room_no : hit.name;
}
