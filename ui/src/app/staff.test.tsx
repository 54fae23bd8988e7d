/** Colleagues by keys alone: added with their PIN typed beside whoever runs the house, changed, taken out. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

async function open(): Promise<void> {
  location.hash = "#/settings";
  installScene("");
  render(<App />);
  await screen.findByRole("heading", { level: 1, name: "设置" });
  await screen.findByText("方琳");
}

/** The PIN of whoever runs the house, given once more. */
async function given(): Promise<void> {
  await screen.findByText("请再输一次 PIN");
  await userEvent.keyboard("246810");
}

const rowOf = (name: string) => screen.getByText(name).closest("tr")?.textContent ?? "";

test("a colleague is added, and types a PIN that nobody else learns", async () => {
  await open();
  await userEvent.keyboard("{Alt>}j{/Alt}");
  const dialog = await screen.findByRole("dialog", { name: /加员工/ });
  expect(await broken(dialog)).toEqual([]);
  await userEvent.type(within(dialog).getByLabelText("姓名"), "李娜");
  await userEvent.type(within(dialog).getByLabelText("登录名"), "Li.Na");
  await userEvent.keyboard("{Enter}");
  await given();
  await screen.findByLabelText(/请 李娜 本人在这里输入/);
  expect(await broken(screen.getByRole("dialog"))).toEqual([]);
  await userEvent.keyboard("730164");
  await screen.findByLabelText(/再输一次/);
  await userEvent.keyboard("730165");
  expect(await screen.findByText(/两次不一样/)).toBeTruthy();
  await userEvent.keyboard("730164");
  await screen.findByLabelText(/再输一次/);
  await userEvent.keyboard("730164");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(rowOf("李娜")).toContain("li.na");
  expect(rowOf("李娜")).toContain("已设");
});

test("a colleague who leaves signs in no more, and can be had back", async () => {
  await open();
  await userEvent.dblClick(screen.getByText("方琳"));
  const dialog = await screen.findByRole("dialog", { name: /改员工/ });
  expect(within(dialog).getByRole("button", { name: /保存/ }).textContent).toContain("没有改动");
  await userEvent.click(within(dialog).getByRole("checkbox", { name: /可以登录/ }));
  await userEvent.keyboard("{Enter}");
  await given();
  await waitFor(() => expect(rowOf("方琳")).toContain("已停用"));
});

test("a forgotten PIN is set anew from the colleague's line, and everybody changes their own", async () => {
  await open();
  await userEvent.dblClick(screen.getByText("方琳"));
  await screen.findByRole("dialog", { name: /改员工/ });
  await userEvent.keyboard("{Alt>}p{/Alt}");
  await screen.findByLabelText(/请 方琳 本人在这里输入/);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await userEvent.keyboard("{Alt>}p{/Alt}");
  await screen.findByLabelText("选 6 位数字");
});
