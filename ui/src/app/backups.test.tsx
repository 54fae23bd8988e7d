/** Backups by keys alone: how they stand, a copy onto a stick, and what everybody sees when the stick is away. */
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

async function open(search: string): Promise<void> {
  location.hash = "#/settings";
  installScene(search);
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: "设置" });
}

async function toBackups(): Promise<void> {
  await userEvent.keyboard("{Alt>}[KeyB]{/Alt}");
  await screen.findByRole("heading", { level: 1, name: "备份" });
  await screen.findByLabelText("现有备份", { selector: "table" });
}

test("how old the newest is, what it lacks, and what lies there", async () => {
  await open("?");
  expect(screen.queryByText(/备份位置不在/), "nothing is amiss").toBeNull();
  await toBackups();
  const said = document.body.textContent;
  expect(said).toContain("7月14日 13:58（7 分前）");
  expect(said).toContain("23 处改动，从 14:01 起");
  expect(said).toContain("80,112");
  expect(await broken(document.body)).toEqual([]);
});

test("a copy onto a stick says when it may be pulled out, and not before", async () => {
  await open("?");
  await toBackups();
  await userEvent.keyboard("{F7}");
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).queryByText(/可以拔出/)).toBeNull();
  await userEvent.type(within(dialog).getByLabelText("文件夹"), "/media/stick");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText(/可以拔出/);
  expect(screen.getByText(/\/media\/stick\/Lobby-H0217/)).toBeTruthy();
  expect(await broken(screen.getByRole("dialog"))).toEqual([]);
});

test("a place that is not there is said on every page, with the age of the newest", async () => {
  await open("?stick=away");
  await waitFor(() => expect(document.body.textContent).toContain("备份位置不在。"));
  expect(document.body.textContent).toContain("最新备份：7月14日 13:58（7 分前）");
  await userEvent.keyboard("{Control>}1{/Control}");
  await screen.findByRole("heading", { level: 1, name: "今日" });
  expect(document.body.textContent, "on the next page too").toContain("备份位置不在。");
  expect(await broken(document.body)).toEqual([]);
});

test("a disk that is full is said on every page before anything else, and one that soon will be as well", async () => {
  await open("?stick=away&disk=gone");
  await waitFor(() => expect(document.body.textContent).toContain("磁盘已满"));
  expect(document.body.textContent, "the stick is not what matters now").not.toContain("备份位置不在。");
  cleanup();
  await open("?disk=little");
  await waitFor(() => expect(document.body.textContent).toContain("磁盘快满了"));
  expect(await broken(document.body)).toEqual([]);
});

test("a place that cannot be used is refused in the dialog", async () => {
  await open("?");
  await toBackups();
  await userEvent.keyboard("{F6}");
  const dialog = await screen.findByRole("dialog");
  await userEvent.clear(within(dialog).getByLabelText("文件夹"));
  await userEvent.type(within(dialog).getByLabelText("文件夹"), "/nowhere{Enter}");
  expect(await screen.findByText("备份位置用不了")).toBeTruthy();
});

test("a restore says what would be missing before anything is put in place", async () => {
  await open("?");
  await toBackups();
  await userEvent.keyboard("{Enter}");
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText("口令或恢复码"), "wrong one{Enter}");
  await within(dialog).findByRole("alert");
  await userEvent.clear(within(dialog).getByLabelText("口令或恢复码"));
  await userEvent.type(within(dialog).getByLabelText("口令或恢复码"), "mountain lake{Enter}");
  await within(dialog).findByText(/23 处改动会没有/);
  expect(dialog.textContent).toContain("7月14日 14:01");
  expect(within(dialog).getByRole("button", { name: /放到位/ })).toBeTruthy();
  expect(await broken(dialog)).toEqual([]);
});

test("a drill is reminded of until there is one, and the printed key until it was typed", async () => {
  await open("?");
  await toBackups();
  await screen.findByText("还没有演练过");
  await userEvent.click(screen.getByRole("button", { name: /马上演练/ }));
  await screen.findByRole("dialog");
  await userEvent.keyboard("{Enter}");
  await screen.findByText(/上次演练：7月14日 09:10/);
  await userEvent.click(screen.getByRole("button", { name: /试恢复码/ }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText("照着纸输一遍恢复码"), "AAAA{Enter}");
  await within(dialog).findByText(/打不开/);
  await userEvent.clear(within(dialog).getByLabelText("照着纸输一遍恢复码"));
  await userEvent.type(within(dialog).getByLabelText("照着纸输一遍恢复码"), "k7qf{Enter}");
  expect(await within(dialog).findByText(/能打开/)).toBeTruthy();
});

test("putting a set back says what would be missing before anything moves", async () => {
  await open("?");
  await toBackups();
  await userEvent.click(await screen.findByRole("button", { name: "放回" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).queryByText(/处改动会没有/)).toBeNull();
  await userEvent.type(within(dialog).getByLabelText("口令或恢复码"), "mountain lake{Enter}");
  await within(dialog).findByText(/23 处改动会没有/);
  expect(await broken(dialog)).toEqual([]);
});

test("a new recovery key counts once it was typed off its sheet", async () => {
  await open("?");
  await toBackups();
  await userEvent.click(await screen.findByRole("button", { name: /换恢复码/ }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.keyboard("{Enter}");
  await within(dialog).findByText(/^M3TD-/);
  await userEvent.type(within(dialog).getByLabelText("照着纸输一遍恢复码"), "K7QF{Enter}");
  await within(dialog).findByText(/打不开/);
  await userEvent.clear(within(dialog).getByLabelText("照着纸输一遍恢复码"));
  await userEvent.type(within(dialog).getByLabelText("照着纸输一遍恢复码"), "m3td{Enter}");
  await within(dialog).findByText(/换好了/);
  expect(within(dialog).queryByText(/^M3TD-/), "it is shown no more").toBeNull();
});

test("another passphrase is typed twice the same", async () => {
  await open("?");
  await toBackups();
  await userEvent.click(await screen.findByRole("button", { name: /换口令/ }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText(/新口令/), "four unrelated words");
  await userEvent.type(within(dialog).getByLabelText("口令再输一次"), "four unrelated word");
  expect(within(dialog).getByRole("alert").textContent).toContain("两次不一样");
  await userEvent.type(within(dialog).getByLabelText("口令再输一次"), "s{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});
