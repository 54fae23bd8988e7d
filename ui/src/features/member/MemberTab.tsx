import { type ComponentType, createContext, type ReactNode, use } from "react";
import { createPortal } from "react-dom";
import type { Card, EntryId, MemberPage as Account } from "../../api/bindings";
import type { TextKey } from "../../lib/i18n";

/** What every tab of a member's page is given. */
export type MemberTabProps = {
  account: Account;
  card: Card | undefined;
  /** A posting that somebody came to see proved. */
  entry: EntryId | null;
};

export type MemberTab = {
  id: string;
  label: TextKey;
  /** The number after the word. */
  Count: ComponentType<MemberTabProps>;
  Panel: ComponentType<MemberTabProps>;
};

export const TabEndContext = createContext<HTMLElement | null>(null);

/** What the open tab puts at the right end of the row of tabs: its filter, its verb. */
export function TabEnd({ children }: { children: ReactNode }) {
  const place = use(TabEndContext);
  return place === null ? null : createPortal(children, place);
}
