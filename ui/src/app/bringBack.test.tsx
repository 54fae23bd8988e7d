/** 从数据包带回 by keys alone: a folder is verified, what is wrong is named, what is right comes back. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

const alt = (key: string) => userEvent.keyboard(`{Alt>}[${key}]{/Alt}`);
const ctrlEnter = () => userEvent.keyboard("{Control>}{Enter}{/Control}");

beforeEach(async () => {
  location.hash = "#/settings";
  installScene("?");
  render(<App />);
  await screen.findByRole("button", { name: /从数据包带回/ });
  await alt("KeyS");
  await screen.findByRole("heading", { level: 1, name: "从数据包带回" });
});

async function look(path: string): Promise<void> {
  await alt("Digit1");
  await waitFor(() => expect(document.activeElement?.id).toBe("bring-back-path"));
  await userEvent.keyboard(path);
  await ctrlEnter();
}

test("packages are shown with those that a newer one holds, and come back whole", async () => {
  await look("/srv/inbox");
  await screen.findByRole("button", { name: /带回 37,213 行/ });
  const table = within(screen.getByRole("table", { name: "数据包" }));
  expect(table.getByText("H0217-2026-05-v1").closest("tr")?.textContent).toContain("已被更新的版本取代");
  expect(await broken(document.body)).toEqual([]);
  await ctrlEnter();
  const main = screen.getByRole("main");
  await waitFor(() => expect(main.textContent).toContain("9,316 位客人，3,208 位会员，12,402 次入住"));
  expect(main.textContent, "what cannot come back is said").toContain("从未出门");
  await ctrlEnter();
  await screen.findByRole("table", { name: "客史名单" });
});

test("what is wrong is named by package, table and column, and nothing can be taken", async () => {
  await look("/srv/altered");
  const table = within(await screen.findByRole("table", { name: "核对不符之处" }));
  expect(table.getByText("stays").closest("tr")?.textContent).toContain("H0217-2026-06-v1");
  expect(screen.queryByRole("button", { name: /带回 \d/ })).toBeNull();
});

test("a hotel at work hears why nothing comes in", async () => {
  await look("/srv/busy");
  expect(await screen.findByText("这个文件里已经有数据")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /带回 \d/ }), "and nothing can be taken").toBeNull();
});
