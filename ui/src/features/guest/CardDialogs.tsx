import { useNavigate } from "@tanstack/react-router";
import type { Card, ContactId, GuestId, PromiseLine } from "../../api/bindings";
import { AddWishDialog } from "./AddWishDialog";
import { AddContactDialog, RemoveContactDialog } from "./ContactDialogs";
import { AlertDialog, LiftAlertDialog } from "./Alerts";
import { CompanionDialog } from "./CompanionDialog";
import { DealingDialog } from "./Dealings";
import { EditGuestDialog } from "./EditGuestDialog";
import type { Seen } from "./GuestPage";
import { GuestFile } from "./GuestFile";
import { HistoryDialog } from "./HistoryDialog";
import { KeepPromiseDialog } from "./KeepPromiseDialog";
import { MergeDialog } from "./MergeDialog";
import { useOthers } from "./others";
import { OriginsDialog } from "./OriginsDialog";
import { PlanDialog } from "./Plan";
import { PromiseDialog } from "./PromiseDialog";
import { RevealDialog } from "./RevealDialog";
import { UnmergeDialog } from "./UnmergeDialog";

export type Plain =
  | "keep"
  | "promise"
  | "wish"
  | "history"
  | "edit"
  | "addContact"
  | "removeContact"
  | "merge"
  | "unmerge"
  | "alert"
  | "lift"
  | "dealing"
  | "companion"
  | "plan"
  | "origins"
  | "print";
export type Asking = { what: Plain } | { what: "reveal"; contact: ContactId } | null;

type Props = {
  card: Card;
  asking: Asking;
  promise: PromiseLine | undefined;
  onClose: () => void;
  onShown: (seen: Seen) => void;
};

/** The one dialog of the card that is open. */
export function CardDialogs({ card, asking, promise, onClose, onShown }: Props) {
  const { guest } = card;
  switch (asking?.what) {
    case "keep":
      return promise === undefined ? null : <KeepPromiseDialog promise={promise.promise} onClose={onClose} />;
    case "promise":
      return <PromiseDialog card={card} onClose={onClose} />;
    case "wish":
      return <AddWishDialog guest={guest.id} name={guest.name} onClose={onClose} />;
    case "history":
      return <HistoryDialog guest={guest.id} onClose={onClose} />;
    case "edit":
      return <EditGuestDialog guest={guest} onClose={onClose} />;
    case "addContact":
      return <AddContactDialog card={card} onClose={onClose} />;
    case "removeContact":
      return <RemoveContactDialog card={card} onClose={onClose} />;
    case "reveal": {
      const contact = card.contacts.find((one) => one.id === asking.contact);
      if (contact === undefined) return null;
      return <RevealDialog name={guest.name} contact={contact} onClose={onClose} onShown={onShown} />;
    }
    case "alert":
      return <AlertDialog guest={guest.id} name={guest.name} onClose={onClose} />;
    case "lift":
      return <LiftAlertDialog alerts={card.alerts.filter((line) => !line.withheld)} onClose={onClose} />;
    case "dealing":
      return <DealingDialog guest={guest.id} name={guest.name} onClose={onClose} />;
    case "companion":
      return <CompanionDialog card={card} onClose={onClose} />;
    case "plan":
      return <PlanDialog card={card} onClose={onClose} />;
    case "print":
      return <GuestFile card={card} onPrinted={onClose} />;
    case "origins":
      return <OriginsDialog guest={guest.id} onClose={onClose} />;
    case "merge":
      return <Merging card={card} onClose={onClose} />;
    case "unmerge":
      return <UnmergeDialog merges={standing(card)} onClose={onClose} />;
    case undefined:
      return null;
  }
}

/** The merges that can be taken apart from this card. */
export const standing = (card: Card) =>
  card.merges.filter((one) => one.state === "merged" && one.keep === card.guest.id);

function Merging({ card, onClose }: { card: Card; onClose: () => void }) {
  const navigate = useNavigate();
  const others = useOthers(card);
  const go = (keep: GuestId) => {
    onClose();
    if (keep !== card.guest.id) void navigate({ to: "/guest/$id", params: { id: keep } });
  };
  return <MergeDialog guest={card.guest} others={others} onClose={onClose} onDone={go} />;
}
