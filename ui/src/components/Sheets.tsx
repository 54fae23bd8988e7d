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

/**
 * `table` has a head that stands again on each page. `framed` has a frame and no head: what must be seen first, not divided
 * where one page holds it. `plain` has neither: what and its words.
 */
export type PaperLook = "table" | "framed" | "plain";

/** One table on paper, its rows already laid out as cells. */
export type PaperPart = {
  id: string;
  title: ReactNode;
  columns: readonly { id: string; title: ReactNode; width?: number; className: string }[];
  rows: readonly { id: string; cells: readonly ReactNode[] }[];
  look: PaperLook;
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
  look?: PaperLook;
  note?: ReactNode;
}): PaperPart {
  const { id, title, columns, rows, rowId, look = "table", note = null } = part;
  return {
    id,
    title,
    look,
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

/** What and its words, in two columns; where there is nothing to say, that stands there. */
export function wordsPart(
  id: string,
  title: ReactNode,
  rows: readonly (readonly [string, string])[],
  none: string,
): PaperPart {
  return {
    id,
    title,
    look: "plain",
    note: null,
    columns: [
      { id: "what", title: "", width: 226, className: "" },
      { id: "words", title: "", className: "" },
    ],
    rows:
      rows.length === 0
        ? [{ id: "none", cells: [none, ""] }]
        : rows.map((cells, at) => ({ id: `${at}`, cells })),
  };
}

type Props = {
  /** The head of the first page, and the short one of each after it. */
  head: ReactNode;
  headAgain: ReactNode;
  parts: readonly PaperPart[];
  /** Rows may stand closer where that brings all of it onto one page. */
  closes?: boolean;
  /** On A5 across, half a sheet: what is put into somebody's hand. */
  half?: boolean;
  foot: (page: number, of: number) => ReactNode;
  /** The pages are laid out and their faces are there. */
  onReady: () => void;
};

/** What is between the margins, 14 and 16 mm, in CSS pixels; two fewer, since printers round. */
const between = (millimetres: number) => Math.floor(((millimetres - 30) * 96) / 25.4) - 2;
/** A4, and A5 across: both are 182 mm wide between their margins. */
const heights = { whole: between(297), half: between(148) };

/** Asks the printer for A5 across while such a sheet lies ready; one that has only A4 prints it on the upper half. */
function useHalf(half: boolean): void {
  useEffect(() => {
    // The page's policy takes no style that is written into it, but one that is made here.
    if (!half || typeof CSSStyleSheet !== "function" || !("adoptedStyleSheets" in document)) return undefined;
    const size = new CSSStyleSheet();
    if (typeof size.replaceSync !== "function") return undefined;
    size.replaceSync("@page { size: A5 landscape; margin: 14mm 14mm 16mm; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, size];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== size);
    };
  }, [half]);
}

/** How close rows may stand, the widest first; the classes are paper.css's. */
const closeness = ["", "close", "closer", "closest"] as const;

type Laid = { pages: readonly Slice[][]; close: string };

/**
 * Pages that only a print shows. The engine of the window knows no page numbers, so that the rows are measured out of
 * sight at the width of the paper and given to pages here. What stands on them is what was asked for: it does not change.
 */
export function Sheets({
  head,
  headAgain,
  parts: asked,
  closes = false,
  half = false,
  foot,
  onReady,
}: Props) {
  const pageHeight = half ? heights.half : heights.whole;
  useHalf(half);
  const measure = useRef<HTMLDivElement>(null);
  const [parts] = useState(asked);
  const [laid, setLaid] = useState<Laid | null>(null);
  const ready = useRef(onReady);
  useEffect(() => {
    ready.current = onReady;
  });
  useLayoutEffect(() => {
    let gone = false;
    const measureWithFaces = async () => {
      await document.fonts.ready;
      if (!gone && measure.current !== null) setLaid(laidOut(measure.current, { parts, closes, pageHeight }));
    };
    void measureWithFaces();
    return () => {
      gone = true;
    };
  }, [parts, closes, pageHeight]);
  useEffect(() => {
    if (laid !== null) ready.current();
  }, [laid]);
  return createPortal(
    <div className={laid === null ? "paper" : `paper ${laid.close}`.trim()} aria-hidden>
      {laid === null ? (
        <div ref={measure}>
          <div data-part="head">{head}</div>
          <div data-part="again">{headAgain}</div>
          {parts.map((part) => (
            <Table key={part.id} part={part} from={0} to={part.rows.length} />
          ))}
          <div data-part="foot">{foot(1, 1)}</div>
        </div>
      ) : (
        laid.pages.map((slices, at) => (
          <div key={at} className="page-of" style={{ height: pageHeight }}>
            {at === 0 ? head : headAgain}
            {slices.map((slice) => {
              const part = parts[slice.part];
              return (
                part !== undefined && <Table key={part.id} part={part} from={slice.from} to={slice.to} />
              );
            })}
            <div className="foot-of">{foot(at + 1, laid.pages.length)}</div>
          </div>
        ))
      )}
    </div>,
    document.body,
  );
}

const heightOf = (element: Element | null | undefined) => element?.getBoundingClientRect().height ?? 0;

type ToLay = { parts: readonly PaperPart[]; closes: boolean; pageHeight: number };

/** Lays the rows out as wide as they like, or as close as brings them onto one page; what no closeness does is not squeezed. */
function laidOut(frame: HTMLElement, { parts, closes, pageHeight }: ToLay): Laid {
  const wide = measured(frame, parts, pageHeight);
  if (!closes || wide.length === 1) return { pages: wide, close: "" };
  for (const close of closeness.slice(1)) {
    frame.classList.add(close);
    const pages = measured(frame, parts, pageHeight);
    frame.classList.remove(close);
    if (pages.length === 1) return { pages, close };
  }
  return { pages: wide, close: "" };
}

function measured(frame: HTMLElement, parts: readonly PaperPart[], pageHeight: number): Slice[][] {
  const height = (part: string) => heightOf(frame.querySelector(`[data-part="${part}"]`));
  const sections = [...frame.querySelectorAll("section")];
  const sizes = parts.map((part, at): Measured => {
    const section = sections[at];
    return {
      title: heightOf(section?.querySelector("h2")),
      // A frame is drawn outside its rows.
      head: heightOf(section?.querySelector("thead")) + (part.look === "framed" ? 3 : 0),
      rows: [...(section?.querySelectorAll("tbody > tr") ?? [])].map((row) => heightOf(row)),
      note: heightOf(section?.querySelector("[data-note]")),
      keep: part.look === "framed",
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
    <section className={part.look}>
      <h2>{part.title}</h2>
      <table>
        <colgroup>
          {part.columns.map((column) => (
            <col key={column.id} style={column.width === undefined ? undefined : { width: column.width }} />
          ))}
        </colgroup>
        {part.look === "table" && (
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
