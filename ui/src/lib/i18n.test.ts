import en from "@locales/en.json";
import zhCN from "@locales/zh-CN.json";
import zhTW from "@locales/zh-TW.json";
import { expect, test } from "vitest";

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const core = import.meta.glob<string>("../../../src-tauri/{core,cli}/src/**/*.rs", {
  query: "?raw",
  import: "default",
  eager: true,
});
const texts: Record<string, Record<string, string>> = { "zh-CN": zhCN, "zh-TW": zhTW, en };
const byText = (one: string, other: string) => (one < other ? -1 : 1);
const blanks = (text: string) =>
  [...text.matchAll(/{{(\w+)}}/g)].map((blank) => blank[1] ?? "").toSorted(byText);

test.each(["zh-TW", "en"])("%s carries every text of zh-CN, with the same blanks", (language) => {
  const own = texts[language] ?? {};
  expect(Object.keys(own).toSorted(byText), "the keys differ").toEqual(Object.keys(zhCN).toSorted(byText));
  for (const [key, text] of Object.entries(zhCN)) {
    expect(blanks(own[key] ?? ""), `the blanks of ${key} differ`).toEqual(blanks(text));
    expect(own[key]?.trim(), `${key} is empty`).not.toBe("");
  }
});

test("no text lies about unused", () => {
  const code = Object.values(sources).join("\n");
  const words = Object.values(core).join("\n");
  // A key put together at run time is written as a template: its blanks may stand for any part without a dot.
  const patterns = [...code.matchAll(/`[\w-][\w.-]*\.\$\{[^`(]+`/g)].map(
    (template) =>
      new RegExp(
        `^${template[0]
          .slice(1, -1)
          .replaceAll(".", "\\.")
          .replace(/\$\{[^}]+\}/g, "[\\w-]+")}$`,
      ),
  );
  // And a group of words follows the core's codes, so each of its texts may be asked for.
  const groups = /WordGroup =([^;]+);/.exec(code)?.[1] ?? "";
  for (const group of groups.matchAll(/"([\w.]+)"/g)) patterns.push(new RegExp(`^${group[1]}\\.[\\w-]+$`));
  // What the core writes itself it asks for whole, as a template, or under the group that stands beside a column.
  for (const composed of words.matchAll(/"([\w.-]+)\.\{\w*\}"|@([\w.]+)\\"/g)) {
    const group = composed[1] ?? composed[2] ?? "";
    patterns.push(new RegExp(`^${group.replaceAll(".", "\\.")}\\.[\\w-]+$`));
  }
  const unused = Object.keys(zhCN).filter(
    (key) =>
      // `core.` is what only the command line says.
      !key.startsWith("core.") &&
      // Words of the core's own codes are also said by its exports and its command line.
      !words.includes(`"${key.slice(key.lastIndexOf(".") + 1)}"`) &&
      !words.includes(`"${key}"`) &&
      !key.startsWith("fault.") &&
      !code.includes(`"${key}"`) &&
      !patterns.some((pattern) => pattern.test(key)),
  );
  expect(unused, "remove them from all three files").toEqual([]);
});
