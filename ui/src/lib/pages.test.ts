import { describe, expect, it } from "vitest";
import { type Measured, paginate } from "./pages";

const part = (rows: number, more: Partial<Measured> = {}): Measured => ({
  title: 10,
  head: 10,
  rows: Array.from({ length: rows }, () => 10),
  note: 0,
  keep: false,
  ...more,
});
const room = { first: 100, next: 120 };

describe("pages of a print", () => {
  it("are one where everything fits, to the last pixel", () => {
    expect(paginate([part(8)], room)).toEqual([[{ part: 0, from: 0, to: 8 }]]);
    expect(paginate([part(9)], room)).toHaveLength(2);
  });

  it("count title and head again on the next page", () => {
    expect(paginate([part(30)], room)).toEqual([
      [{ part: 0, from: 0, to: 8 }],
      [{ part: 0, from: 8, to: 18 }],
      [{ part: 0, from: 18, to: 28 }],
      [{ part: 0, from: 28, to: 30 }],
    ]);
  });

  it("keep a part whole that one page holds", () => {
    const divided = paginate([part(3), part(4)], room);
    const kept = paginate([part(3), part(4, { keep: true })], room);
    expect(divided[0]).toHaveLength(2);
    expect(kept).toEqual([[{ part: 0, from: 0, to: 3 }], [{ part: 1, from: 0, to: 4 }]]);
  });

  it("leave no title alone at a foot, and no note without its row", () => {
    expect(paginate([part(6), part(1)], room)[1]).toEqual([{ part: 1, from: 0, to: 1 }]);
    expect(paginate([part(8, { note: 5 })], room)).toEqual([
      [{ part: 0, from: 0, to: 7 }],
      [{ part: 0, from: 7, to: 8 }],
    ]);
  });

  it("give a row higher than a page a page of its own and lose nothing", () => {
    const pages = paginate([part(0, { rows: [10, 500, 10] })], room);
    expect(pages.flat().map(({ from, to }) => to - from)).toEqual([1, 1, 1]);
    expect(paginate([], room)).toEqual([[]]);
  });
});
