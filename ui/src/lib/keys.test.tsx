import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import {
  belongsToPage,
  capOf,
  KeyBoard,
  KeyBoardContext,
  type KeyUse,
  useKeyListener,
  useKeys,
} from "./keys";

const stroke = (key: string, more: Partial<KeyboardEvent> = {}) =>
  capOf({ key, code: "", ctrlKey: false, altKey: false, metaKey: false, isComposing: false, ...more });

test("a stroke presses the cap that is written on it", () => {
  const cases: [ReturnType<typeof stroke>, string | null][] = [
    [stroke("F8"), "F8"],
    [stroke("Escape"), "Esc"],
    [stroke("？"), "?"],
    [stroke("ctrl", { key: "k", code: "KeyK", ctrlKey: true }), "Ctrl K"],
    [stroke("®", { code: "KeyX", altKey: true }), "Alt X"],
    [stroke("1", { code: "Numpad1", altKey: true }), "Alt 1"],
    [stroke("w"), null],
    [stroke("王"), null],
    [stroke("F10"), null],
    [stroke("Enter", { isComposing: true }), null],
  ];
  for (const [got, wanted] of cases) expect(got).toBe(wanted);
});

test("fields keep what writes in them, the empty box gives Enter to the page", () => {
  expect(belongsToPage("Enter", "field")).toBe(false);
  expect(belongsToPage("Enter", "box")).toBe(false);
  expect(belongsToPage("Enter", "empty-box")).toBe(true);
  expect(belongsToPage("F8", "field")).toBe(true);
  expect(belongsToPage("Ctrl Enter", "field")).toBe(true);
  expect(belongsToPage("1", "empty-box"), "a digit is typed into the box").toBe(false);
  expect(belongsToPage("→", "choice"), "a group of choices is walked by arrows").toBe(false);
  expect(belongsToPage("Enter", "choice"), "and leaves Enter to what the page does").toBe(true);
  expect(belongsToPage("Space", "control"), "a focused button keeps Space").toBe(false);
});

function Layer({ keys, modal = false }: { keys: KeyUse[]; modal?: boolean }) {
  useKeys(keys, modal ? "dialog" : "page");
  return null;
}

test("the newest layer that knows a key gets it, and a dialog lets none through", async () => {
  const page = vi.fn<() => void>();
  const frame = vi.fn<() => void>();
  const board = new KeyBoard();
  function Window({ dialog }: { dialog: boolean }) {
    const [box, setBox] = useState<HTMLInputElement | null>(null);
    useKeyListener(box);
    return (
      <>
        <input ref={setBox} aria-label="box" />
        <Layer
          keys={[
            { cap: "F8", run: frame },
            { cap: "F4", run: frame },
          ]}
        />
        <Layer keys={[{ cap: "F8", run: page }]} />
        {dialog && <Layer keys={[]} modal />}
      </>
    );
  }
  const shown = render(
    <KeyBoardContext value={board}>
      <Window dialog={false} />
    </KeyBoardContext>,
  );
  const user = userEvent.setup();
  await user.keyboard("{F8}{F4}");
  expect(page, "the page's F8 hides the frame's").toHaveBeenCalledTimes(1);
  expect(frame).toHaveBeenCalledTimes(1);
  await user.keyboard("wang");
  expect(shown.getByLabelText("box"), "letters go to the box").toHaveProperty("value", "wang");
  shown.rerender(
    <KeyBoardContext value={board}>
      <Window dialog />
    </KeyBoardContext>,
  );
  await user.keyboard("{F8}{F4}");
  expect(page).toHaveBeenCalledTimes(1);
  expect(frame).toHaveBeenCalledTimes(1);
});
