import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { installScene } from "../api/scene";
import { App } from "./App";
import { broken } from "../lib/testing";

beforeEach(async () => {
  location.hash = "#/group";
  installScene("");
  render(<App />);
  await screen.findByRole("heading", { name: "集团月报" });
});

const table = () => screen.findByRole("table", { name: "预检" });

test("the last finished month is checked at once, what to look at before what is fine", async () => {
  const rows = within(await table()).getAllByRole("row");
  expect(rows[1]?.textContent).toContain("请看");
  expect(rows[1]?.textContent).toContain("TS-20260628-002、TS-20260630-001 未关闭");
  expect(rows.at(-1)?.textContent).toContain("从 44108 到 48213 连续");
  expect(screen.getByText(/2026年6月 · 望江饭店 H0217/)).toBeTruthy();
  expect(screen.getByText("37,879 行，约 4.1 MB")).toBeTruthy();
  expect(await broken(document.body)).toEqual([]);
});

test("Ctrl Enter makes the package, and the page says where it lies", async () => {
  await table();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect((await screen.findByRole("progressbar")).getAttribute("aria-label")).toBe("正在生成");
  const path = await screen.findByText(/lobby-H0217-2026-06-v1$/, {}, { timeout: 10_000 });
  expect(path.dataset["test"]).toBe("package-path");
  await waitFor(() => expect(screen.getByRole("complementary").textContent).toContain("2026年6月 · 版本 1"));
  expect(await broken(document.body)).toEqual([]);
});

test("Esc cancels the making, and nothing is made", async () => {
  await table();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByRole("progressbar");
  await userEvent.keyboard("{Escape}");
  expect((await screen.findByRole("alert")).textContent).toContain("已取消");
  expect(screen.queryByText(/lobby-H0217-2026-06-v1$/)).toBeNull();
});

test("F3 takes another month, and a month that is blocked cannot be made", async () => {
  await table();
  await userEvent.keyboard("{F3}");
  await userEvent.selectOptions(await screen.findByLabelText("月份"), "2024-12");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByText(/2024年12月 · 望江饭店/);
  const make = await screen.findByRole("button", { name: /生成：先解决 1 项/ });
  expect(make.getAttribute("aria-disabled")).toBe("true");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(screen.queryByText(/已生成/)).toBeNull();
});
