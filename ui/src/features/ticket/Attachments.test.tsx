import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { Attachment, AttachmentId, Op, TicketId, UserId } from "../../api/bindings";
import { answerWith, done, refused } from "../../api/fake";
import { staff } from "../../api/scene";
import { id, today } from "../../api/sceneData";
import { DeskContext, type Desk } from "../../lib/desk";
import { useKeyListener } from "../../lib/keys";
import { broken } from "../../lib/testing";
import { Attachments } from "./Attachments";

const kept: Attachment[] = [];
const sent: unknown[] = [];
/** Held back answers, for what takes long. */
let gate: Promise<void> | null = null;

const attachment = (name: string): Attachment => ({
  id: id<AttachmentId>(0x900 + kept.length),
  ticket: id<TicketId>(1),
  kind: name.endsWith("pdf") ? "pdf" : "jpeg",
  name,
  words: "",
  bytes: 98_000,
  sha256: "7483a931a296f422".repeat(4),
  blanked: true,
  by: id<UserId>(1),
  by_name: "周启明",
  at_ms: today("23:06"),
  withdrawn_at_ms: null,
  withdrawn_by_name: "",
  withdrawn_because: "",
});

const everything: Op[] = ["attach_file", "copy_attachment", "withdraw_attachment"];

function desk(may: Op[]): Desk {
  return {
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
    may,
    arrivals: 0,
    open_tickets: 1,
    saved_at_ms: null,
    idle_s: 300,
    skewMs: 0,
  };
}

function Keys() {
  useKeyListener(null);
  return null;
}

function open(may: Op[] = everything): void {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <DeskContext value={desk(may)}>
        <main>
          <Keys />
          <Attachments ticket={id<TicketId>(1)} />
        </main>
      </DeskContext>
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  kept.length = 0;
  sent.length = 0;
  gate = null;
  answerWith({
    ticket_attachments: () => ({
      attachments: structuredClone(kept),
      bytes_max: 1024 * 1024,
      standing_max: 12,
    }),
    attachment_picture: () => "data:image/jpeg;base64,/9j/",
    attachment_drop: async ({ input }) => {
      if (gate !== null) await gate;
      const { name, content } = { name: "", content: "", ...(typeof input === "object" ? input : {}) };
      sent.push([name, atob(content)]);
      if (name.endsWith("mp3")) throw refused("attachment_unknown_kind");
      kept.push(attachment(name));
      return done(id<AttachmentId>(0x900 + kept.length), ["ticket"]);
    },
    attachment_withdraw: ({ input }) => {
      const { reason } = { reason: "", ...(typeof input === "object" ? input : {}) };
      const now = { withdrawn_at_ms: today("23:10"), withdrawn_by_name: "周启明", withdrawn_because: reason };
      Object.assign(kept[0] ?? {}, now);
      return done(kept[0]?.id, ["ticket"]);
    },
    cancel_job: () => null,
  });
});

const file = (name: string, size = 5) => new File(["x".repeat(size)], name, { type: "image/jpeg" });
const drop = (...files: File[]) => fireEvent.drop(screen.getByRole("main"), { dataTransfer: { files } });
const photos = () => screen.findAllByRole("button", { name: /^打开/ });

test("what is dropped is added whole, shown with its time, and what is held over is said", async () => {
  open();
  await screen.findByText(/最多 12 个，每个 1 MB/);
  fireEvent.dragOver(screen.getByRole("main"), { dataTransfer: { types: ["Files"] } });
  expect(screen.getByText("松手即加到这一单")).toBeTruthy();
  drop(file("天花板.jpg"), file("床.jpg"));
  await waitFor(async () => expect((await photos()).length).toBe(2));
  expect(sent, "the bytes themselves").toEqual([
    ["天花板.jpg", "xxxxx"],
    ["床.jpg", "xxxxx"],
  ]);
  expect(screen.getByRole("button", { name: "打开 天花板.jpg，23:06" })).toBeTruthy();
  expect(await broken(document.body)).toEqual([]);
});

test("a picture is pasted; a text is left to its field", async () => {
  open();
  await screen.findByText(/最多/);
  fireEvent.paste(screen.getByRole("main"), { clipboardData: { files: [] } });
  fireEvent.paste(screen.getByRole("main"), { clipboardData: { files: [file("image.jpg")] } });
  await photos();
  expect(sent.map((one) => JSON.stringify(one))).toEqual(['["粘贴的照片.jpeg","xxxxx"]']);
});

test("a refused file is named, the ones before it stay, the ones after it wait", async () => {
  open();
  await screen.findByText(/最多/);
  drop(file("天花板.jpg"), file("录音.mp3"), file("床.jpg"));
  expect((await screen.findByRole("alert")).textContent).toContain("不是照片，也不是 PDF");
  expect(screen.getByText("录音.mp3 没有加上")).toBeTruthy();
  expect((await photos()).length).toBe(1);
  drop(file("录像.jpg", 1024 * 1024 + 1));
  await screen.findByText("录像.jpg 没有加上");
  expect(screen.getByRole("alert").textContent).toContain("文件超过 1 MB");
  expect(sent.length, "what is too large is not even sent").toBe(2);
});

test("what takes over a second says how far it is, and a cancel keeps what is in", async () => {
  open();
  await screen.findByText(/最多/);
  const letGo: (() => void)[] = [];
  gate = new Promise((resolve) => letGo.push(resolve));
  drop(file("天花板.jpg"), file("床.jpg"), file("行李箱.jpg"));
  const bar = await screen.findByRole("progressbar", { name: "正在加 天花板.jpg" });
  expect(bar.getAttribute("aria-valuemax")).toBe("3");
  await userEvent.keyboard("{Escape}");
  letGo.forEach((one) => one());
  await waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull());
  expect((await photos()).length, "the one under way is whole, the others are left out").toBe(1);
});

test("a picture is opened by Alt V, walked by the arrows and withdrawn with a reason; it stays recorded", async () => {
  kept.push(attachment("天花板.jpg"), attachment("发票.pdf"));
  kept.splice(1, 1, { ...attachment("发票.pdf"), id: id<AttachmentId>(0x980) });
  open();
  await photos();
  await userEvent.keyboard("{Alt>}[KeyV]{/Alt}");
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("1 / 2");
  expect(dialog.textContent).toContain("拍摄地点已抹去");
  expect(within(dialog).getByRole("img", { name: "天花板.jpg" })).toBeTruthy();
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{ArrowRight}");
  expect(screen.getByRole("dialog").textContent).toContain("PDF 不能在这里显示");
  await userEvent.keyboard("{ArrowLeft}{Alt>}[KeyD]{/Alt}");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(screen.queryByRole("dialog"), "not without a reason").not.toBeNull();
  await userEvent.type(await screen.findByLabelText("为什么撤回"), "拍错了");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect((await screen.findByText(/周启明 .* 撤回：拍错了/)).textContent).toContain("天花板.jpg");
  expect((await photos()).length).toBe(1);
});

test("who may not, is offered nothing: neither key nor drop", async () => {
  kept.push(attachment("天花板.jpg"));
  open([]);
  await photos();
  expect(screen.queryByRole("button", { name: /加照片/ })).toBeNull();
  drop(file("床.jpg"));
  await userEvent.keyboard("{Alt>}[KeyV]{/Alt}");
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).queryByRole("button", { name: /撤回/ })).toBeNull();
  expect(sent).toEqual([]);
});
