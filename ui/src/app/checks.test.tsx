/** The file held against itself: quiet while it is sound, on every page where it is not, and an old print's head. */
import { render, screen, waitFor } from "@testing-library/react";
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

async function toCheck(): Promise<void> {
  await userEvent.keyboard("{Alt>}[KeyK]{/Alt}");
  await screen.findByRole("heading", { level: 1, name: "核对" });
}

test("a sound file is not spoken of, and its page says when and how much was checked", async () => {
  await open("?");
  expect(document.body.textContent).not.toContain("被别的程序改过");
  await toCheck();
  await waitFor(() => expect(document.body.textContent).toContain("7月14日 07:02"));
  expect(document.body.textContent).toContain("每天开始时");
  expect(document.body.textContent).toContain("48,190");
  expect(screen.queryByText("怎么办")).toBeNull();
  expect(await broken(document.body)).toEqual([]);
});

test("an edited history is said on every page with its first bad row, and what to do", async () => {
  await open("?chain=bad");
  await screen.findByText(/历史第 31,207 行被别的程序改过/);
  await userEvent.keyboard("{Control>}1{/Control}");
  await screen.findByRole("heading", { level: 1, name: "今日" });
  await screen.findByText(/历史第 31,207 行被别的程序改过/);
  await userEvent.click(screen.getByRole("button", { name: "怎么办" }));
  await screen.findByRole("heading", { level: 1, name: "核对" });
  expect(document.body.textContent).toContain("先不要出包，不要恢复");
  expect(await broken(document.body)).toEqual([]);
});

test("a head read off an old print still stands, is another one, or is gone", async () => {
  await open("?");
  await toCheck();
  const field = screen.getByLabelText("链头");
  const ask = async (text: string) => {
    await userEvent.clear(field);
    await userEvent.type(field, `${text}{Enter}`);
  };
  await ask("48,190 · 7f3a 9c1e");
  await screen.findByText(/这一行还在，7月14日 07:02 写下，之后又有 23 行/);
  await ask("48,190 · 00aa 11bb");
  await screen.findByText(/历史被改写过/);
  await ask("99,999 · 00aa 11bb");
  await screen.findByText(/历史只到第 48,213 行/);
  await ask("hello");
  await screen.findByText("填得不对");
  expect(await broken(document.body)).toEqual([]);
});

test("a check that cannot be made says why, F5 asks again, Alt 1 leads to the head", async () => {
  await open("?chain=unread");
  await toCheck();
  await userEvent.keyboard("{F5}");
  expect((await screen.findByRole("alert")).textContent).toContain("disk_full");
  await userEvent.keyboard("{Alt>}1{/Alt}");
  expect(document.activeElement).toBe(screen.getByLabelText("链头"));
  expect(document.body.textContent, "an empty field is not asked about").toContain("核对：先填链头");
  await userEvent.keyboard("{Escape}");
  await screen.findByRole("heading", { level: 1, name: "设置" });
});

test("the way back is a key away where the history was edited, and 设置 stays marked", async () => {
  await open("?chain=bad");
  await toCheck();
  expect(document.querySelector('.rail [aria-current="page"]')?.textContent).toContain("设置");
  expect(document.querySelectorAll("main ol > li")).toHaveLength(4);
  await userEvent.keyboard("{Alt>}[KeyB]{/Alt}");
  await screen.findByRole("heading", { level: 1, name: "备份" });
});
