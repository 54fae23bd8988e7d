import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";

/** A heading and its rows: what, and its words. */
export type Part = { title: string; rows: readonly (readonly [string, string])[] };

type Props = {
  house: string;
  /** Stands across the head of a practice hotel's print; empty elsewhere. */
  practice: string;
  title: string;
  /** Whom it is about, in the name's own face. */
  name: string;
  printed: string;
  age: string;
  notice: string;
  /** The chain's head, so that paper and file can be held against each other. */
  head: string;
  parts: readonly Part[];
  /** What stands where a part has no rows. */
  none: string;
  onPrinted: () => void;
};

type Line =
  | { kind: "title"; text: string }
  | { kind: "none"; text: string }
  | { kind: "row"; what: string; words: string };

/** Millimetres of an A4 page between its margins that its rows may take, heads and foot deducted. */
const bodyMm = 212;

/**
 * A4 sheets, laid out beside the page and shown to the printer alone: rows are measured and dealt out, so that each sheet
 * has its head, its foot and its number. The window prints as soon as they stand, and they go when it has.
 */
export function PrintSheets(props: Props) {
  const lines = linesOf(props.parts, props.none);
  const rows = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<readonly Line[][] | null>(null);
  useLayoutEffect(() => {
    if (rows.current !== null && pages === null) setPages(dealt(lines, rows.current));
  }, [lines, pages]);
  const printed = useRef(props.onPrinted);
  useEffect(() => {
    printed.current = props.onPrinted;
  });
  useEffect(() => {
    if (pages === null) return;
    const gone = () => printed.current();
    window.addEventListener("afterprint", gone, { once: true });
    window.print();
    return () => window.removeEventListener("afterprint", gone);
  }, [pages]);
  const shown = pages ?? [lines];
  return createPortal(
    <div className="a4s" aria-hidden>
      {shown.map((page, at) => (
        <section key={at} className="a4">
          <Head {...props} first={at === 0} />
          <div className="rows" ref={at === 0 && pages === null ? rows : undefined}>
            {page.map((line, place) => (
              <Printed key={place} line={line} />
            ))}
          </div>
          <Foot notice={props.notice} head={props.head} page={at + 1} pages={shown.length} />
        </section>
      ))}
    </div>,
    document.body,
  );
}

function linesOf(parts: readonly Part[], none: string): Line[] {
  return parts.flatMap((part): Line[] => [
    { kind: "title", text: part.title },
    ...(part.rows.length === 0 ? [{ kind: "none" as const, text: none }] : []),
    ...part.rows.map(([what, words]): Line => ({ kind: "row", what, words })),
  ]);
}

/** Deals the measured lines out to pages; a title never stands last on one. */
function dealt(lines: readonly Line[], frame: HTMLElement): Line[][] {
  const millimetre = frame.clientWidth / 182 || 1;
  const heights = [...frame.children].map((child) => child.getBoundingClientRect().height);
  const pages: Line[][] = [[]];
  let left = bodyMm * millimetre;
  lines.forEach((line, at) => {
    const height = heights[at] ?? 0;
    const needed = line.kind === "title" ? height + (heights[at + 1] ?? 0) : height;
    if (needed > left && pages.at(-1)?.length !== 0) {
      pages.push([]);
      left = bodyMm * millimetre;
    }
    pages.at(-1)?.push(line);
    left -= height;
  });
  return pages;
}

function Head({ house, practice, title, name, printed, age, first }: Props & { first: boolean }) {
  return (
    <header>
      <div>
        <div className="house">{house}</div>
        <h1>
          {title}
          {!first && ` · ${name}`}
        </h1>
      </div>
      {practice !== "" && <b className="practised">{practice}</b>}
      <div className="when">
        {printed}
        <br />
        {age}
      </div>
      {first && <div className="whom">{name}</div>}
    </header>
  );
}

function Foot({ notice, head, page, pages }: { notice: string; head: string; page: number; pages: number }) {
  const { t } = useTranslation();
  return (
    <footer>
      <span>{notice}</span>
      <span>{head}</span>
      <span>{t("file.page", { page, pages })}</span>
    </footer>
  );
}

function Printed({ line }: { line: Line }) {
  if (line.kind === "title") return <h2>{line.text}</h2>;
  if (line.kind === "none") return <div className="none">{line.text}</div>;
  return (
    <div className="line">
      <span>{line.what}</span>
      <span>{line.words}</span>
    </div>
  );
}
