/** Two complaints become one, one becomes two, and what was merged is taken apart: each by keys, none without a reason. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import type { InboxLine, JoinId, Problem, TicketId, UserId } from "../../api/bindings";
import { answerWith, done, refused } from "../../api/fake";
import { staff } from "../../api/scene";
import { id, today } from "../../api/sceneData";
import { type Desk, DeskContext } from "../../lib/desk";
import { useKeyListener } from "../../lib/keys";
import { broken } from "../../lib/testing";
import { ApartDialog, JoinDialog, SplitDialog } from "./JoinDialogs";

const own = { id: id<TicketId>(1), number: "TS-20260714-A03" };

const like = (n: number, number: string, room: string, guest: string): InboxLine => ({
  id: id<TicketId>(n),
  kind: "complaint",
  number,
  severity: "urgent",
  state: "in_progress",
  room_no: room,
  guest: null,
  guest_name: guest,
  guest_title: "ms",
  problem: "water_leak",
  words: "天花板滴水",
  area: "facilities",
  department: "engineering",
  owner: null,
  owner_name: "",
  opened_by: id<UserId>(2),
  opened_at_ms: today("22:40"),
  business_date: "2026-07-14",
  closed_at_ms: null,
  last_step: 1,
  amount_minor: 0,
  points: 0,
  due: "answer",
  due_ms: today("22:55"),
  from_ms: today("22:40"),
  paused: false,
  outside_due_ms: null,
});

const noise: Problem = {
  code: "neighbour_noise",
  hanzi: "邻房噪音",
  traditional: "鄰房噪音",
  initials: "lfzy",
  pinyin: "linfangzaoyin",
  english: "neighbour noise",
  area: "rules",
  touchpoint: "room",
  department: "security",
  severity: "normal",
};

const desk: Desk = {
  hotel: "望江饭店",
  code: "H0217",
  currency: "CNY",
  minor_digits: 2,
  practice: false,
  time_zone: "Asia/Shanghai",
  today: "2026-07-14",
  lunar: null,
  now_ms: today("23:06"),
  data_as_of_ms: null,
  on_duty: null,
  user: staff[1],
  may: ["merge_tickets", "unmerge_tickets", "split_ticket"],
  arrivals: 0,
  open_tickets: 2,
  saved_at_ms: null,
  idle_s: 300,
  skewMs: 0,
};

let sent: unknown[] = [];

beforeEach(() => {
  sent = [];
  const kept = (name: string) => (args: Record<string, unknown>) => {
    sent.push([name, args["input"]]);
    return done({ number: own.number, other_number: "TS-20260714-A02" }, ["ticket"]);
  };
  answerWith({
    ticket_like: () => [
      like(2, "TS-20260714-A02", "0913", "周琳"),
      like(3, "TS-20260713-A07", "1015", "姜晨"),
    ],
    ticket_join: kept("join"),
    ticket_unjoin: kept("apart"),
    ticket_split: (args) => {
      if (JSON.stringify(args).includes("再拆")) throw refused("ticket_merged");
      return kept("split")(args);
    },
    intake_facts: () => ({ problems: [noise], promised: [], authority: null }),
    problem_find: ({ words }) => (words === "lfzy" ? [noise] : []),
  });
});

function Keys() {
  useKeyListener(null);
  return null;
}

async function open(dialog: ReactNode): Promise<HTMLElement> {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <DeskContext value={desk}>
        <Keys />
        {dialog}
      </DeskContext>
    </QueryClientProvider>,
  );
  return screen.findByRole("dialog");
}

const saveKey = "{Control>}{Enter}{/Control}";

test("the likeliest are offered, one is taken by keys, and without a reason nothing is merged", async () => {
  const onClose = vi.fn<() => void>();
  const dialog = await open(<JoinDialog ticket={own} onClose={onClose} />);
  expect(within(dialog).getByText(own.number)).toBeTruthy();
  expect((await screen.findAllByRole("option")).length).toBe(2);
  expect(await broken(dialog)).toEqual([]);
  await userEvent.type(screen.getByRole("combobox"), "1015");
  expect(screen.getAllByRole("option").length, "what is typed narrows them").toBe(1);
  await userEvent.keyboard(saveKey);
  expect(sent, "none is taken yet").toEqual([]);
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard(saveKey);
  expect(sent, "and why is still to be said").toEqual([]);
  await userEvent.type(screen.getByLabelText("为什么是同一件事"), "同一立管");
  await userEvent.keyboard(saveKey);
  await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  expect(sent).toEqual([["join", { keep: own.id, other: id<TicketId>(3), reason: "同一立管" }]]);
});

test("one complaint becomes two once the second has its problem, its words and a reason", async () => {
  const onClose = vi.fn<() => void>();
  const dialog = await open(<SplitDialog ticket={own} onClose={onClose} />);
  await userEvent.type(within(dialog).getByRole("combobox"), "lfzy");
  expect((await screen.findByRole("option")).textContent).toContain("邻房噪音");
  await userEvent.keyboard("{Enter}");
  await userEvent.type(screen.getByLabelText("客人怎么说的"), "隔壁整夜吵");
  await userEvent.keyboard(saveKey);
  expect(sent).toEqual([]);
  expect(await broken(dialog)).toEqual([]);
  await userEvent.type(screen.getByLabelText("为什么要拆"), "两件事");
  await userEvent.keyboard(saveKey);
  await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  const { id: ticket } = own;
  const input = { ticket, problem: "neighbour_noise", words: "隔壁整夜吵", severity: null, department: null };
  expect(sent).toEqual([["split", { ...input, reason: "两件事" }]]);
});

test("what the core refuses is said, and the dialog stays with what was typed", async () => {
  const onClose = vi.fn<() => void>();
  const dialog = await open(<SplitDialog ticket={own} onClose={onClose} />);
  await userEvent.type(within(dialog).getByRole("combobox"), "lfzy");
  await screen.findByRole("option");
  await userEvent.keyboard("{Enter}");
  await userEvent.type(screen.getByLabelText("客人怎么说的"), "隔壁吵");
  await userEvent.type(screen.getByLabelText("为什么要拆"), "再拆");
  await userEvent.keyboard(saveKey);
  expect(await within(dialog).findByRole("alert")).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>("客人怎么说的").value).toBe("隔壁吵");
  expect(onClose).not.toHaveBeenCalled();
});

test("taking a merge apart wants a reason and says what stays posted", async () => {
  const onClose = vi.fn<() => void>();
  const join = {
    id: id<JoinId>(9),
    keep: own.id,
    keep_number: own.number,
    other_number: "TS-20260714-A02",
    settled_at_ms: today("23:00"),
  };
  const dialog = await open(<ApartDialog join={join} onClose={onClose} />);
  expect(within(dialog).getByText(/积分已入账/)).toBeTruthy();
  await userEvent.keyboard(saveKey);
  expect(sent).toEqual([]);
  await userEvent.type(screen.getByLabelText("为什么是两件事"), "看错了");
  await userEvent.keyboard(saveKey);
  await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  expect(sent).toEqual([["apart", { join: join.id, reason: "看错了" }]]);
  expect(await broken(dialog)).toEqual([]);
});
