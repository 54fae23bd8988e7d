import { expect, test } from "vitest";
import { initialsOf, typedBegins } from "./initials";

test("a label is found by the initials of its pinyin", () => {
  const cases: [label: string, initials: string][] = [
    ["产品质量问题", "cpzlwt"],
    ["服务态度不佳", "fwtdbj"],
    ["售后处理不当", "shclbd"],
    ["客户期望过高", "khqwgg"],
    ["信息沟通不畅", "xxgtbc"],
    ["設備設施品質", "sbsspz"],
    ["安保部", "abb"],
    ["娱乐 · 额", "yle"],
    ["早餐 1 份 · 600", "zc1f600"],
    ["SPA 60 分钟", "spa60fz"],
    ["Late check-out", "latecheckout"],
  ];
  for (const [label, initials] of cases) expect([label, initialsOf(label)]).toEqual([label, initials]);
});

test("typing finds by what is written too, and not in the middle", () => {
  expect(typedBegins("Late c", "Late check-out")).toBe(true);
  expect(typedBegins("产品", "产品质量问题")).toBe(true);
  expect(typedBegins("zl", "产品质量问题")).toBe(false);
});
