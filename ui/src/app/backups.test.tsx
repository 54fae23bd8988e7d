/** Backups by keys alone: how they stand, a copy onto a stick, and what everybody sees when the stick is away. */
import { render, screen, waitFor, within } from "@testing-library/react";
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

test("a place that cannot be used is refused in the dialog", async () => {
  await open("?");
  await toBackups();
  await userEvent.keyboard("{F6}");
  const dialog = await screen.findByRole("dialog");
  await userEvent.clear(within(dialog).getByLabelText("文件夹"));
  await userEvent.type(within(dialog).getByLabelText("文件夹"), "/nowhere{Enter}");
  expect(await screen.findByText("备份位置用不了")).toBeTruthy();
});
