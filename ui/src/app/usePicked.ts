import { useLocation, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import type { GuestId } from "../api/bindings";
import type { Saved } from "../lib/write";

type Picked = { guest: GuestId; words: string; saved: Saved | null };

/**
 * Who was picked from the box's list. As long as their page is open and nothing was saved since, the pick is what Ctrl Z
 * takes back: to the page before, with the list as it was.
 */
export function usePicked(saved: Saved | null, list: (words: string) => void) {
  const router = useRouter();
  const path = useLocation({ select: (location) => location.pathname });
  const [picked, setPicked] = useState<Picked | null>(null);
  const stands = picked !== null && picked.saved === saved && path === `/guest/${picked.guest}`;
  return {
    /** The words of the list to go back to; none where there is nothing to take back. */
    words: stands ? picked.words : null,
    onPicked: (guest: GuestId, words: string) =>
      // Who is open already was not picked anew: there is no page to go back to.
      setPicked(path === `/guest/${guest}` ? null : { guest, words, saved }),
    back: () => {
      if (!stands) return;
      setPicked(null);
      router.history.back();
      list(picked.words);
    },
  };
}
