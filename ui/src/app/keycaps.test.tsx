/** One key does one thing on a page: what a button wears is nobody else's there. */
import { cleanup, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { installScene } from "../api/scene";
import { App } from "./App";

const one = "019bd0c0-0000-7000-8000-000000000001";
const pages = [
  "/",
  `/guest/${one}`,
  "/guests",
  "/suspects",
  "/tasks",
  "/calls",
  "/group",
  "/settings",
  "/backups",
  "/check",
  "/privacy",
  `/privacy/${one}`,
  "/reads",
  "/imports",
  "/balances",
  "/bring-back",
  "/vouchers",
  "/programme-report",
] as const;

/** Keys that two buttons wear, with what each of them says. */
function worn(root: ParentNode): string[] {
  const said = new Map<string, Set<string>>();
  for (const cap of root.querySelectorAll("main button kbd, aside button kbd")) {
    const key = cap.textContent;
    const words = cap.closest("button")?.textContent.replace(key, "").trim() ?? "";
    said.set(key, (said.get(key) ?? new Set()).add(words));
  }
  return [...said]
    .filter(([, words]) => words.size > 1)
    .map(([key, words]) => `${key}: ${[...words].join()}`);
}

test("no two buttons of a page wear one key", async () => {
  const found: string[] = [];
  for (const page of pages) {
    location.hash = `#${page}`;
    installScene("?");
    render(<App />);
    await screen.findAllByRole("heading", { level: 1 });
    // What is asked of the scene is there in a turn or two.
    await new Promise<void>((resume) => {
      setTimeout(resume, 250);
    });
    found.push(...worn(document).map((words) => `${page} ${words}`));
    cleanup();
  }
  expect(found).toEqual([]);
});

test("two buttons with one key are found", () => {
  const page = document.createElement("div");
  page.innerHTML = "<main><button>A<kbd>Alt D</kbd></button><button>B<kbd>Alt D</kbd></button></main>";
  expect(worn(page)).toEqual(["Alt D: A,B"]);
});
