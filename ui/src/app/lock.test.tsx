import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

const realNow = Date.now.bind(Date);
let ahead = 0;

beforeEach(() => {
  ahead = 0;
  vi.spyOn(Date, "now").mockImplementation(() => realNow() + ahead);
  location.hash = "";
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Lets five minutes pass in which nobody touches the desk. */
const leaveAlone = () => {
  ahead += 300_000;
};

const asked = () => screen.findByRole("heading", { name: "谁在用这台电脑" }, { timeout: 3_000 });
const guestPage = "#/guest/019bd0c0-0000-7000-8000-000000000001";

async function atGuest(): Promise<void> {
  installScene("");
  location.hash = guestPage;
  render(<App />);
  await waitFor(() => expect(document.body.textContent).toContain("王建国"));
}

test("a desk that nobody touches locks: no guest is left on the page, and who was here comes back to it", async () => {
  await atGuest();
  leaveAlone();
  await asked();
  expect(document.body.innerHTML, "nothing of the guest is in the page").not.toContain("王建国");
  expect(document.body.innerHTML).not.toContain("8812");
  expect(location.hash, "nor in its address").toBe("#/");
  expect(await broken(document.body)).toEqual([]);
  expect(screen.getByText(/14:26 锁屏/).textContent).toContain("草稿 1");
  expect(screen.getByText("13:58，已核对"), "when the house was copied last").toBeTruthy();
  await screen.findByLabelText("林晓雯 的 6 位 PIN");
  await userEvent.keyboard("246810");
  await waitFor(() => expect(document.body.textContent).toContain("王建国"));
  expect(location.hash, "their own place").toBe(guestPage);
});

test("a colleague takes the locked desk over in a letter or two and a PIN, and does not see where the other one was", async () => {
  await atGuest();
  leaveAlone();
  await asked();
  await screen.findByLabelText("林晓雯 的 6 位 PIN");
  await userEvent.keyboard("g");
  await screen.findByLabelText("沈国华 的 6 位 PIN");
  await userEvent.keyboard("246810");
  await screen.findByRole("heading", { name: "今日" });
  expect(location.hash).toBe("#/");
});

/** The field of the wish that F2 takes down. */
async function wish(): Promise<HTMLInputElement> {
  await userEvent.keyboard("{F2}");
  const dialog = await screen.findByRole("dialog", { name: /喜好/ });
  const field = dialog.querySelector<HTMLInputElement>("input[maxlength='200']");
  if (field === null) throw new Error("a wish has a field for its words");
  return field;
}

async function comesBack(name: string): Promise<void> {
  if (name !== "林晓雯") await userEvent.keyboard("g");
  await screen.findByLabelText(`${name} 的 6 位 PIN`);
  await userEvent.keyboard("246810");
  await waitFor(() => expect(screen.queryByRole("heading", { name: "谁在用这台电脑" })).toBeNull());
}

test("words in a dialog wait for their author through a lock and a colleague, with what they were about", async () => {
  await atGuest();
  await userEvent.type(await wish(), "花粉过敏，走廊也不要放百合");
  await userEvent.click(screen.getByLabelText("健康"));
  leaveAlone();
  await asked();
  expect(document.body.innerHTML, "not while the desk is locked").not.toContain("百合");
  await comesBack("沈国华");
  location.hash = guestPage;
  await waitFor(() => expect(document.body.textContent).toContain("王建国"));
  expect((await wish()).value, "a colleague finds nothing of it").toBe("");
  await userEvent.keyboard("{Escape}");
  await userEvent.keyboard("{Control>}l{/Control}");
  await asked();
  await userEvent.keyboard("1");
  await comesBack("林晓雯");
  location.hash = guestPage;
  await waitFor(() => expect(document.body.textContent).toContain("王建国"));
  expect((await wish()).value).toBe("花粉过敏，走廊也不要放百合");
  expect(screen.getByLabelText<HTMLInputElement>("健康").checked, "and it is still sensitive").toBe(true);
});

test("words that were put away are gone, and do not come back after a lock", async () => {
  await atGuest();
  await userEvent.type(await wish(), "要高层");
  await userEvent.keyboard("{Escape}");
  expect((await wish()).value).toBe("");
  await userEvent.keyboard("{Escape}");
  leaveAlone();
  await asked();
  await comesBack("林晓雯");
  await waitFor(() => expect(document.body.textContent).toContain("王建国"));
  expect((await wish()).value).toBe("");
});

test("a place by its number takes the desk over too", async () => {
  await atGuest();
  leaveAlone();
  await asked();
  await userEvent.keyboard("{Alt>}2{/Alt}");
  expect(await screen.findByLabelText("周启明 的 6 位 PIN")).toBeTruthy();
});

test("whoever works is not locked out: each key begins the time anew", async () => {
  await atGuest();
  for (let minute = 0; minute < 6; minute++) {
    ahead += 60_000;
    await userEvent.keyboard("{ArrowDown}");
  }
  expect(screen.queryByRole("heading", { name: "谁在用这台电脑" })).toBeNull();
});

test("the first touch after a night does not open what should have locked", async () => {
  await atGuest();
  leaveAlone();
  await userEvent.keyboard("{ArrowDown}");
  expect(await asked()).toBeTruthy();
});

test("a key locks at once, and the next one begins at home", async () => {
  await atGuest();
  await userEvent.keyboard("{Control>}l{/Control}");
  await asked();
  expect(document.body.innerHTML).not.toContain("王建国");
  await userEvent.keyboard("1");
  await screen.findByLabelText("林晓雯 的 6 位 PIN");
  await userEvent.keyboard("246810");
  await screen.findByRole("heading", { name: "今日" });
});

test("a wrong PIN says how long to wait, and takes no digit until then", async () => {
  await atGuest();
  leaveAlone();
  await asked();
  const field = await screen.findByLabelText("林晓雯 的 6 位 PIN");
  await userEvent.keyboard("000000");
  expect((await screen.findByRole("timer")).textContent).toContain("还要等 5 秒");
  await waitFor(() => expect(field.hasAttribute("disabled")).toBe(true));
  ahead += 5_000;
  await waitFor(() => expect(screen.queryByRole("timer")).toBeNull());
  await waitFor(() => expect(field.hasAttribute("disabled")).toBe(false));
});

/** The idle lock is set otherwise, which asks for the PIN again. */
async function changedMinutes() {
  installScene("");
  location.hash = "#/settings";
  render(<App />);
  const minutes = await screen.findByLabelText("没人动多久锁屏");
  await userEvent.selectOptions(minutes, "2 分钟");
  await screen.findByText("请再输一次 PIN");
}

test("what asks for the PIN again is done by itself once it was given", async () => {
  await changedMinutes();
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("000000");
  await screen.findByRole("timer");
  ahead += 5_000;
  await waitFor(() => expect(screen.queryByRole("timer")).toBeNull());
  await userEvent.keyboard("246810");
  await waitFor(() => expect(document.body.textContent).toContain("没人动 2 分钟就锁屏"));
});

test("what asks for the PIN again is refused where it is not given", async () => {
  await changedMinutes();
  await userEvent.keyboard("{Escape}");
  expect((await screen.findByText("要再输一次 PIN")).closest("[role=alert]")).not.toBeNull();
});
