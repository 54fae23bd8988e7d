/** 主动问候 by keys alone: who is to be greeted and why, one dialog, and a complaint where the guest is unhappy. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

const table = () => screen.findByLabelText("主动问候", { selector: "table" });
const shown = () => document.querySelector('table[aria-label="主动问候"]')?.textContent ?? "";

async function open(): Promise<void> {
  location.hash = "#/tasks";
  installScene("?");
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: "任务" });
  await userEvent.keyboard("{Alt>}[KeyX]{/Alt}");
  await screen.findByRole("heading", { level: 1, name: "主动问候" });
  await table();
}

test("each guest stands with the reasons in words, and Space and Enter write down how they answered", async () => {
  await open();
  for (const words of [
    "承诺未兑现：高层，远离电梯",
    "长住，第 3 晚",
    "本房 14 天内 2 起投诉，最近 7月9日：漏水",
    "贵宾 V2",
  ])
    expect(shown()).toContain(words);
  expect(document.body.textContent).toContain("已问候 0 / 3");
  expect(document.body.textContent, "who found no place is counted").toContain("另有 4 位");
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("[Space]");
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText(/承诺未兑现：高层/)).toBeTruthy();
  expect(await broken(dialog)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(document.body.textContent).toContain("已问候 1 / 3"));
  expect(shown()).toContain("周启明 14:06");
  expect(screen.getByRole("contentinfo").textContent).toContain("已问候 王建国：满意");
  await userEvent.keyboard("{F3}");
  await waitFor(() => expect(shown(), "F3 leaves those who are still to be greeted").not.toContain("王建国"));
  expect(shown()).toContain("0907");
});

test("whoever is unhappy has a complaint taken down next, with room and words carried over", async () => {
  await open();
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("dialog");
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  expect(await screen.findByText(/记下后接着记投诉/)).toBeTruthy();
  await userEvent.type(screen.getByLabelText(/客人的话/), "热水慢");
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(location.hash).toContain("/tickets/new?about="));
  expect(decodeURIComponent(location.hash)).toContain("1206");
  expect(decodeURIComponent(location.hash)).toContain("said=热水慢");
  expect(location.hash, "who it is goes along, not only the room").toContain("guest=019bd0c0");
});

test("another day says how it was, and the list prints with a box for each who is still to be greeted", async () => {
  const print = vi.spyOn(window, "print").mockImplementation(() => {});
  await open();
  await userEvent.keyboard("{Control>}[KeyP]{/Control}");
  await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
  const sheet = document.querySelector(".paper")?.textContent ?? "";
  for (const words of ["主动问候名单", "主动问候 3", "0907", "承诺未兑现：高层", "链头 48,213"])
    expect(sheet).toContain(words);
  window.dispatchEvent(new Event("afterprint"));
  await userEvent.keyboard("{ArrowLeft}");
  expect(await screen.findByText("这一天没有要主动问候的客人")).toBeTruthy();
});
