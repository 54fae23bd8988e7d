import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { useKeyListener } from "./keys";
import { useRows } from "./rows";

function Rows({ rows, onOpen }: { rows: string[]; onOpen: (row: string) => void }) {
  const { selected } = useRows({ rows, idOf: (row) => row, onOpen, firstAt: 1 });
  useKeyListener(null);
  return <output>{selected}</output>;
}

const now = () => screen.getByRole("status").textContent;

test("one row is always selected, keys walk the rows and stop at their ends, Enter opens", async () => {
  const onOpen = vi.fn<(row: string) => void>();
  const shown = render(<Rows rows={["a", "b", "c"]} onOpen={onOpen} />);
  expect(now()).toBe("b");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
  expect(now()).toBe("c");
  await userEvent.keyboard("{Home}{ArrowUp}");
  expect(now()).toBe("a");
  await userEvent.keyboard("{End}{Enter}");
  expect(onOpen).toHaveBeenCalledExactlyOnceWith("c");
  shown.rerender(<Rows rows={["a", "b"]} onOpen={onOpen} />);
  expect(now(), "the row that was selected is gone").toBe("b");
  shown.rerender(<Rows rows={[]} onOpen={onOpen} />);
  await userEvent.keyboard("{Enter}");
  expect(onOpen).toHaveBeenCalledTimes(1);
});
