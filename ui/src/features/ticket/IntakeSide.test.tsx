/** What stands beside an intake follows what is taken down. */
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { broken } from "../../lib/testing";
import { IntakeSide } from "./IntakeSide";

const beside = (kind: "complaint" | "praise" | "suggestion" | "opinion") =>
  render(<IntakeSide kind={kind} mood={null} authority={null} />).container;

test("a complaint has the five principles and its order", () => {
  const text = beside("complaint").textContent;
  for (const words of ["决不争辩", "维护饭店应有的利益", "耐心倾听"]) expect(text).toContain(words);
});

test("praise and ideas have guidance of their own and none of the complaint's", async () => {
  const titles = { praise: "表扬：记到人、记到事", suggestion: "建议：问清怎样更好", opinion: "意见：听完" };
  for (const kind of ["praise", "suggestion", "opinion"] as const) {
    const side = beside(kind);
    expect(side.textContent).toContain(titles[kind]);
    expect(side.textContent).not.toContain("决不争辩");
    expect(await broken(side)).toEqual([]);
  }
});
