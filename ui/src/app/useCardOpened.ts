import { useQueryClient } from "@tanstack/react-query";
import { use, useEffect } from "react";
import { commands, type GuestId } from "../api/bindings";
import { call, faultOf } from "../api/call";
import { NoticesContext } from "../lib/write";

/** Remembers that a card was opened: what 信息利用率 counts. A preview or a row in a list is no opening. */
export function useCardOpened(guest: GuestId | null): void {
  const queries = useQueryClient();
  const { refused } = use(NoticesContext);
  useEffect(() => {
    if (guest === null) return;
    const remember = async () => {
      try {
        await call(commands.guestCardOpened(guest));
        await queries.invalidateQueries({ queryKey: ["today"] });
      } catch (thrown) {
        // The desk goes on, but a file that takes no writes is told at once, not with the first wish that is lost.
        refused(faultOf(thrown));
      }
    };
    void remember();
  }, [guest, queries, refused]);
}
