import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Hit, InboxLine, TicketLine } from "../../api/bindings";
import type { SearchGroup, SearchItem } from "../../components/SearchBox";
import { guestCard } from "../../lib/card";
import { useMay } from "../../lib/desk";
import { ComplaintRow } from "./ComplaintRow";
import { numbered } from "./queries";

/** Complaints of whoever stands first; the rest stand on the card. */
const ofGuestMax = 2;
const numberedMax = 6;

/** `byNumber`: a complaint's number was typed, and its complaint is what is looked for. */
export type ComplaintGroup = SearchGroup & {
  byNumber: boolean;
  /** Whether a number was typed is not known yet: Enter waits for it, else somebody else is opened. */
  waits: boolean;
};

/** The complaints that the typed number begins, or else those of whoever stands first, each opened by itself. */
export function useComplaintGroup(asked: string, first: Hit | undefined, close: () => void): ComplaintGroup {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const reads = may("read_tickets");
  const card = useQuery(guestCard(reads ? (first?.guest_id ?? null) : null));
  const answer = useQuery(numbered(asked, reads));
  const named = answer.data ?? [];
  const byNumber = asked !== "" && named.length > 0;
  const item = (ticket: InboxLine | TicketLine, who: string): SearchItem => ({
    id: ticket.id,
    kind: "line",
    content: <ComplaintRow ticket={ticket} who={who} />,
    onPick: () => {
      close();
      void navigate({ to: "/ticket/$id", params: { id: ticket.id } });
    },
  });
  const theirs = first === undefined ? [] : (card.data?.tickets ?? []);
  return {
    id: "tickets",
    title: t("place.tickets"),
    count: byNumber ? named.length : theirs.length,
    items: byNumber
      ? named.slice(0, numberedMax).map((ticket) => item(ticket, ticket.guest_name))
      : theirs.slice(0, ofGuestMax).map((ticket) => item(ticket, first?.name ?? "")),
    byNumber,
    waits: answer.isLoading && /\d/.test(asked),
  };
}
