import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { type Measured, paginate, type Slice } from "../lib/pages";

export type PaperColumn<Row> = {
  id: string;
  title: ReactNode;
  /** CSS pixels; the one column without a width takes what is left. */
  width?: number;
  align?: "right";
  className?: string;
  cell: (row: Row) => ReactNode;
};

/** One table on paper, its rows already laid out as cells. */
export type PaperPart = {
  id: string;
  title: ReactNode;
  columns: readonly { id: string; title: ReactNode; width?: number; className: string }[];
  rows: readonly { id: string; cells: readonly ReactNode[] }[];
  /** A frame around it and no head: what must be seen first. It is not divided where one page holds it. */
  framed: boolean;
  /** What follows the last row. */
  note: ReactNode;
};

/** Lays rows out for paper. */
export function paperPart<Row>(part: {
  id: string;
  title: ReactNode;
  columns: readonly PaperColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  framed?: boolean;
  note?: ReactNode;
}): PaperPart {
  const { id, title, columns, rows, rowId, framed = false, note = null } = part;
  return {
    id,
    title,
    framed,
    note,
    columns: columns.map((column) => ({
      id: column.id,
      title: column.title,
      ...(column.width === undefined ? {} : { width: column.width }),
      className: [column.align === "right" ? "n" : "", column.className ?? ""].filter(Boolean).join(" "),
    })),
    rows: rows.map((row) => ({ id: rowId(row), cells: columns.map((column) => column.cell(row)) })),
  };
}

type Props = {
  /** The head of the first page, and the short one of each after it. */
  head: ReactNode;
  headAgain: ReactNode;
  parts: readonly PaperPart[];
  foot: (page: number, of: number) => ReactNode;
  /** The pages are laid out and their faces are there. */
  onReady: () => void;
};

/** What is between the margins of A4, 297 less 14 and 16 mm, in CSS pixels; two fewer, since printers round. */
const pageHeight = Math.floor(((297 - 30) * 96) / 25.4) - 2;

/**
 * A4 pages that only a print shows. The engine of the window knows no page numbers, so that the rows are measured out of
 * sight at the width of the paper and given to pages here.
 */
export function Sheets({ head, headAgain, parts, foot, onReady }: Props) {
  const measure = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<Slice[][] | null>(null);
  const ready = useRef(onReady);
  useEffect(() => {
    ready.current = onReady;
  });
  useLayoutEffect(() => {
    let gone = false;
    const measureWithFaces = async () => {
      await document.fonts.ready;
      if (!gone && measure.current !== null) setPages(measured(measure.current, parts));
    };
    void measureWithFaces();
    return () => {
      gone = true;
    };
  }, [parts]);
  useEffect(() => {
    if (pages !== null) ready.current();
  }, [pages]);
  return createPortal(
    <div className="paper" aria-hidden>
      {pages === null ? (
        <div ref={measure}>
          <div data-part="head">{head}</div>
          <div data-part="again">{headAgain}</div>
          {parts.map((part) => (
            <Table key={part.id} part={part} from={0} to={part.rows.length} />
          ))}
          <div data-part="foot">{foot(1, 1)}</div>
        </div>
      ) : (
        pages.map((slices, at) => (
          <div key={at} className="page-of" style={{ height: pageHeight }}>
            {at === 0 ? head : headAgain}
            {slices.map((slice) => {
              const part = parts[slice.part];
              return (
                part !== undefined && <Table key={part.id} part={part} from={slice.from} to={slice.to} />
              );
            })}
            <div className="foot-of">{foot(at + 1, pages.length)}</div>
          </div>
        ))
      )}
    </div>,
    document.body,
  );
}

const heightOf = (element: Element | null | undefined) => element?.getBoundingClientRect().height ?? 0;

function measured(frame: HTMLElement, parts: readonly PaperPart[]): Slice[][] {
  const height = (part: string) => heightOf(frame.querySelector(`[data-part="${part}"]`));
  const sections = [...frame.querySelectorAll("section")];
  const sizes = parts.map((part, at): Measured => {
    const section = sections[at];
    return {
      title: heightOf(section?.querySelector("h2")),
      // A frame is drawn outside its rows.
      head: heightOf(section?.querySelector("thead")) + (part.framed ? 3 : 0),
      rows: [...(section?.querySelectorAll("tbody > tr") ?? [])].map((row) => heightOf(row)),
      note: heightOf(section?.querySelector("[data-note]")),
      keep: part.framed,
    };
  });
  const foot = height("foot");
  return paginate(sizes, {
    first: pageHeight - height("head") - foot,
    next: pageHeight - height("again") - foot,
  });
}

function Table({ part, from, to }: { part: PaperPart; from: number; to: number }) {
  return (
    <section className={part.framed ? "framed" : undefined}>
      <h2>{part.title}</h2>
      <table>
        <colgroup>
          {part.columns.map((column) => (
            <col key={column.id} style={column.width === undefined ? undefined : { width: column.width }} />
          ))}
        </colgroup>
        {!part.framed && (
          <thead>
            <tr>
              {part.columns.map((column) => (
                <th key={column.id} className={column.className}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {part.rows.slice(from, to).map((row) => (
            <tr key={row.id}>
              {row.cells.map((cell, at) => (
                <td key={part.columns[at]?.id} className={part.columns[at]?.className}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {part.note !== null && to === part.rows.length && <div data-note="">{part.note}</div>}
    </section>
  );
}

/** A box to tick by hand. */
export function HandBox({ children }: { children?: ReactNode }) {
  return (
    <span className="nw">
      <span className="bx" /> {children}
    </span>
  );
}
