import { useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useMemo } from "react";
import { commands, type Start } from "../api/bindings";
import { call, faultOf } from "../api/call";
import { Refusal, Waiting } from "../components/States";
import { DeskContext } from "../lib/desk";
import { settled } from "../lib/leaving";
import { LeaveContext } from "./leave";
import { makeRouter } from "./routes";

/** Everything one person sees while signed in. */
export function SignedIn({ onStart }: { onStart: (start: Start) => void }) {
  const router = useMemo(() => makeRouter(), []);
  const frame = useQuery({
    queryKey: ["frame"],
    queryFn: () => call(commands.frame()),
    meta: { reads: ["user", "hotel", "ticket", "stay", "import", "guest", "preference", "promise"] },
    refetchInterval: 60_000,
  });
  const { data, dataUpdatedAt } = frame;
  const desk = useMemo(
    () => (data === undefined ? null : { ...data, skewMs: data.now_ms - dataUpdatedAt }),
    [data, dataUpdatedAt],
  );
  const leave = useMemo(
    () => async () => {
      await settled();
      const answer = await commands.signOut();
      if (answer.status !== "ok") return;
      // What the last person looked at is not for the next one to find.
      window.location.hash = "#/";
      onStart(answer.data);
    },
    [onStart],
  );
  if (desk !== null) {
    return (
      <DeskContext value={desk}>
        <LeaveContext value={leave}>
          <RouterProvider router={router} />
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
