import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { commands, type GuestId } from "../api/bindings";
import { call } from "../api/call";

/** Remembers that a card was opened: what 信息利用率 counts. A preview or a row in a list is no opening. */
export function useCardOpened(guest: GuestId | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (guest === null) return;
    const remember = async () => {
      try {
        await call(commands.guestCardOpened(guest));
        await queries.invalidateQueries({ queryKey: ["today"] });
      } catch {
        // The card itself says what is wrong with it; one opening less in a figure is no reason to stop the desk.
      }
    };
    void remember();
  }, [guest, queries]);
}
