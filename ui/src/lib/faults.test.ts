import { expect, test } from "vitest";
import { wordsOf } from "./faults";
import { isTextKey } from "./i18n";

const core = import.meta.glob<string>("../../../src-tauri/core/src/**/*.rs", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The codes that a Rust source gives its refusals. */
function codesIn(source: string): string[] {
  const bodies = source.matchAll(/fn code\(&self\) -> &'static str \{([\s\S]*?)\n {4}\}/g);
  return [...bodies].flatMap((body) =>
    [...(body[1] ?? "").matchAll(/"([a-z_]+)"/g)].flatMap((code) => code[1] ?? []),
  );
}

test("every code of the core says what, why and what to do", () => {
  const codes = new Set(Object.values(core).flatMap(codesIn));
  codes.delete("commit_unknown"); // told as 正在核对, by its kind
  expect(codes.size, "the core's sources were read").toBeGreaterThan(30);
  const mute = [...codes].filter(
    (code) => !isTextKey(`fault.${code}.what`) || !isTextKey(`fault.${code}.why`),
  );
  expect(mute, "give them fault.<code>.what and .why in assets/locales").toEqual([]);
});

test("a code nobody knows falls back to its kind", () => {
  expect(wordsOf({ kind: "refused", code: "never_heard_of", args: {} }).what).toBe("fault.refused.what");
  expect(wordsOf({ kind: "refused", code: "wrong_pin", args: {} }).what).toBe("fault.wrong_pin.what");
  expect(wordsOf({ kind: "unknown", code: "commit_unknown", args: {} }).severity).toBe("look");
});
