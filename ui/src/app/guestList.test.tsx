/** 客史名单 in the frame: reached by key, walked, narrowed and taken out. */
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { installScene } from "../api/scene";
import { broken } from "../lib/testing";
import { App } from "./App";

beforeEach(async () => {
  location.hash = "#/guest";
  installScene("?");
  render(<App />);
  await userEvent.click(await screen.findByRole("button", { name: /客史名单/ }));
  await screen.findByRole("heading", { level: 1, name: /客史名单/ });
});

test("Alt 1 turns the value, the row is masked, and Enter opens the card", async () => {
  await screen.findByRole("table", { name: "客史名单" });
  expect(screen.getByRole("main").textContent).toContain("••••");
  await userEvent.keyboard("{Alt>}1{/Alt}");
  expect(screen.getByLabelText<HTMLInputElement>("高价值").checked).toBe(true);
  expect(await broken(document.body)).toEqual([]);
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("heading", { level: 1, name: /王建国/ });
});
