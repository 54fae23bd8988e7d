import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import type { Done, Fault } from "../api/bindings";
import type { Answer as Result } from "../api/call";
import { NoticesContext, type Saved, useWrite, type Write } from "./write";

type Answer = Result<Done<string>>;
const saved: Answer = { status: "ok", data: { value: "w1", changed: ["preference"], seq: 7 } };
const no = (kind: Fault["kind"]): Answer => ({ status: "error", error: { kind, code: "x", args: {} } });

function set(answers: Answer[]) {
  const keys: string[] = [];
  const command = vi.fn<Write<{ text: string }, string>>((key) => {
    keys.push(key);
    return Promise.resolve(answers.shift() ?? saved);
  });
  const client = new QueryClient();
  const heard = vi.fn<(saved: Saved) => void>();
  const notices = { saved: heard, refused: () => {} };
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <NoticesContext value={notices}>{children}</NoticesContext>
    </QueryClientProvider>
  );
  const hook = renderHook(() => useWrite(command, (value, input) => `${value} ${input.text}`, "undoable"), {
    wrapper,
  });
  return { hook, keys, command, client, heard };
}

test("a double click asks once", async () => {
  const { hook, command, heard } = set([saved]);
  await act(async () => {
    const both = [hook.result.current.write({ text: "a" }), hook.result.current.write({ text: "a" })];
    await Promise.all(both);
  });
  expect(command).toHaveBeenCalledTimes(1);
  expect(heard).toHaveBeenCalledWith({ text: "w1 a", seq: 7 });
});

test("an unanswered write is asked again with its own key, a refused one with a new key", async () => {
  const { hook, keys } = set([no("unknown"), no("refused"), saved]);
  await act(() => hook.result.current.write({ text: "a" }));
  expect(hook.result.current.state).toBe("checking");
  await act(() => hook.result.current.write({ text: "a" }));
  expect(hook.result.current.fault?.kind).toBe("refused");
  await act(() => hook.result.current.write({ text: "a" }));
  expect(keys[1], "the same intent").toBe(keys[0]);
  expect(keys[2], "a new intent").not.toBe(keys[0]);
  expect(hook.result.current.fault).toBeNull();
});

test("only queries that read what changed are asked anew", async () => {
  const { hook, client } = set([saved]);
  await client.prefetchQuery({
    queryKey: ["card"],
    queryFn: () => 1,
    meta: { reads: ["preference", "guest"] },
  });
  await client.prefetchQuery({ queryKey: ["points"], queryFn: () => 1, meta: { reads: ["ledger"] } });
  await act(() => hook.result.current.write({ text: "a" }));
  expect(client.getQueryState(["card"])?.isInvalidated).toBe(true);
  expect(client.getQueryState(["points"])?.isInvalidated).toBe(false);
});
