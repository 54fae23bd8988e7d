import type { Card, ContactId, PromiseLine } from "../../api/bindings";
import { AddWishDialog } from "./AddWishDialog";
import { AddContactDialog, RemoveContactDialog } from "./ContactDialogs";
import { EditGuestDialog } from "./EditGuestDialog";
import type { Seen } from "./GuestPage";
import { HistoryDialog } from "./HistoryDialog";
import { KeepPromiseDialog } from "./KeepPromiseDialog";
import { PromiseDialog } from "./PromiseDialog";
import { RevealDialog } from "./RevealDialog";

export type Plain = "keep" | "promise" | "wish" | "history" | "edit" | "addContact" | "removeContact";
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
    case undefined:
      return null;
  }
}
