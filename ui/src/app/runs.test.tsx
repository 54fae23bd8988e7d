/** 到期与入账 by keys alone: departures that a file brought are looked at and credited, once. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

const alt = (key: string) => userEvent.keyboard(`{Alt>}[${key}]{/Alt}`);

test("departures that a file brought are shown, credited as they were shown, and then there are none", async () => {
  location.hash = "#/runs";
  installScene("?");
  render(<App />);
  await screen.findByRole("button", { name: /离店入账 3 次/ });
  await alt("KeyL");
  const dialog = within(await screen.findByRole("dialog"));
  dialog.getByText("截至 2026-07-14 离店还没入账的 3 次住店，共 4,402 分，现在入账吗？");
  dialog.getByText(/其中 1 次先挂账 · 1 次是您本人的账户/);
  const rows = within(dialog.getByRole("table", { name: "谁的住店" }));
  expect(rows.getByText("Karen Price").closest("tr")?.textContent).toContain(
    "2026-07-20 起入账1,8322026-07-13",
  );
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(document.body.textContent).toContain("3 次住店已入账，共 4,402 分"));
  await screen.findByRole("button", { name: /离店入账：没有待入账的/ });
  await alt("KeyL");
  expect(screen.queryByRole("dialog")).toBeNull();
});
