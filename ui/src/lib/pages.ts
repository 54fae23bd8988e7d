/** How paper is filled: parts with a title, a head that repeats and rows that never split. Pure; heights come from outside. */

/** One part as it was measured, CSS pixels. */
export type Measured = {
  title: number;
  /** Head of its table; stands again on every page. */
  head: number;
  rows: readonly number[];
  /** What follows the last row. */
  note: number;
  /** Goes to the next page whole rather than be divided, where one page holds it. */
  keep: boolean;
};

/** Rows `from` (included) to `to` (not included) of a part. */
export type Slice = { part: number; from: number; to: number };

/** What a page holds beside its head and foot: the first page, and each after it. */
export type Room = { first: number; next: number };

const sum = (heights: readonly number[]) => heights.reduce((all, height) => all + height, 0);

/** Fills pages from the top; a row higher than a page has one of its own. There is always one page. */
export function paginate(parts: readonly Measured[], room: Room): Slice[][] {
  const pages: Slice[][] = [[]];
  let left = room.first;
  const turn = () => {
    pages.push([]);
    left = room.next;
  };
  const isFresh = () => pages.at(-1)?.length === 0;
  for (const [part, measured] of parts.entries()) {
    const { title, head, rows, note, keep } = measured;
    const whole = title + head + sum(rows) + note;
    if (keep && whole > left && whole <= room.next && !isFresh()) turn();
    let slice: Slice | null = null;
    for (const [at, row] of rows.entries()) {
      const after = at === rows.length - 1 ? note : 0;
      const opens = slice === null ? title + head : 0;
      if (opens + row + after > left && !(slice === null && isFresh())) {
        turn();
        slice = null;
      }
      if (slice === null) {
        slice = { part, from: at, to: at };
        pages.at(-1)?.push(slice);
        left -= title + head;
      }
      slice.to = at + 1;
      left -= row + after;
    }
  }
  return pages;
}
