import { RouterProvider } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { DeskFacts, Staff } from "../api/draft";
import { DeskContext } from "../lib/desk";
import { KeyBoard, KeyBoardContext } from "../lib/keys";
import { makeRouter } from "./routes";

type Props = { desk: DeskFacts; me: Staff; askedAt: number };

/** Everything one person sees while signed in. When they leave, what was read for them leaves memory too. */
export function SignedIn({ desk, me, askedAt }: Props) {
  const client = useQueryClient();
  const board = useMemo(() => new KeyBoard(), []);
  const router = useMemo(() => makeRouter(), []);
  useEffect(
    () => () => client.removeQueries({ predicate: (query) => query.queryKey[0] !== "desk" }),
    [client],
  );
  const value = useMemo(() => ({ ...desk, me, skewMs: desk.now_ms - askedAt }), [desk, me, askedAt]);
  return (
    <KeyBoardContext value={board}>
      <DeskContext value={value}>
        <RouterProvider router={router} />
      </DeskContext>
    </KeyBoardContext>
  );
}
