import { useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo } from "react";
import { commands, type Start, type UserId } from "../api/bindings";
import { call, faultOf, onDeskLocked } from "../api/call";
import { Refusal, Waiting } from "../components/States";
import { DeskContext } from "../lib/desk";
import { settled } from "../lib/leaving";
import { unsavedWords, WaitingContext, waitingOf } from "../lib/unsaved";
import { LeaveContext, type Left, leavePlace, within } from "./leave";
import { PinAgain } from "./PinAgain";
import { makeRouter } from "./routes";
import { useIdleLock } from "./useIdleLock";

type Props = { user: UserId; onStart: (start: Start) => void };

/** Everything one person sees while signed in. */
export function SignedIn({ user, onStart }: Props) {
  const router = useMemo(() => makeRouter(), []);
  const frame = useQuery({
    queryKey: ["frame"],
    queryFn: () => call(commands.frame()),
    meta: { reads: ["user", "hotel", "ticket", "stay", "import", "guest", "preference", "promise"] },
    refetchInterval: 60_000,
  });
  const kept = useQuery(unsavedWords());
  // Words that cannot be read now must not keep anybody from working.
  const waiting = useMemo(
    () => (kept.isPending ? null : waitingOf(kept.data ?? [])),
    [kept.isPending, kept.data],
  );
  const { data, dataUpdatedAt } = frame;
  const desk = useMemo(
    () => (data === undefined ? null : { ...data, skewMs: data.now_ms - dataUpdatedAt }),
    [data, dataUpdatedAt],
  );
  const leave = useCallback(
    async (how: Left) => {
      await within(settled());
      const answer = await commands.deskLock(how === "by_itself");
      if (answer.status !== "ok") return;
      // What the last person looked at is not for the next one to find.
      leavePlace(user, how);
      onStart(answer.data);
    },
    [user, onStart],
  );
  // Until the house is known to want another time, what a new house begins with.
  useIdleLock(data?.idle_s ?? 300, () => void leave("by_itself"));
  useEffect(() => onDeskLocked(() => void leave("by_itself")), [leave]);
  if (desk !== null && waiting !== null) {
    return (
      <DeskContext value={desk}>
        <LeaveContext value={leave}>
          <WaitingContext value={waiting}>
            <RouterProvider router={router} />
            <PinAgain />
          </WaitingContext>
        </LeaveContext>
      </DeskContext>
    );
  }
  if (!frame.isError) return <Waiting />;
  return (
    <div style={{ padding: 32, maxWidth: 640 }}>
      <Refusal fault={faultOf(frame.error)} />
    </div>
  );
}
