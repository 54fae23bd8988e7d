import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { useLanguage } from "../lib/desk";

export type Column<Row> = {
  id: string;
  title: ReactNode;
  /** CSS pixels; the one column without a width takes what is left and is cut first. */
  width?: number | undefined;
  /** The same for English, whose words are longer. */
  widthEn?: number;
  /** Sums and counts stand right with tabular figures. */
  align?: "right";
  /** Classes of the cell: `tn i2`. */
  className?: string;
  /** Lets the cell run over its edge instead of being cut: names. */
  over?: boolean;
  cell: (row: Row) => ReactNode;
};

type Props<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The selected row; it always exists on a page of rows and drives the preview. */
  selected?: string | null;
  onSelect?: (row: Row) => void;
  onOpen?: (row: Row) => void;
  /** Words of the group a row stands in; a head is put wherever it changes. */
  group?: (row: Row) => string;
  groupHead?: (group: string, count: number) => ReactNode;
  muted?: (row: Row) => boolean;
  height?: 30 | 34 | 38 | 46;
  headless?: boolean;
  /** Takes the page's remaining height and scrolls in itself under a frozen head. */
  fill?: boolean;
};

/** Over this many rows only those in sight are in the page. */
const virtualFrom = 200;

type Line<Row> =
  | { kind: "row"; row: Row; id: string }
  | { kind: "head"; text: string; count: number; id: string };

function lines<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  group?: (row: Row) => string,
): Line<Row>[] {
  if (group === undefined) return rows.map((row) => ({ kind: "row", row, id: rowId(row) }));
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(group(row), (counts.get(group(row)) ?? 0) + 1);
  return rows.flatMap((row, at): Line<Row>[] => {
    const text = group(row);
    const before = rows[at - 1];
    const line: Line<Row> = { kind: "row", row, id: rowId(row) };
    const opens = before === undefined || group(before) !== text;
    return opens ? [{ kind: "head", text, count: counts.get(text) ?? 0, id: `group:${text}` }, line] : [line];
  });
}

/** A table of rows, one selected; long ones keep only what is in sight in the page. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowId, selected = null, height = 34, fill = false, headless = false } = props;
  const frame = useRef<HTMLDivElement>(null);
  const all = lines(rows, rowId, props.group);
  const long = all.length > virtualFrom;
  const virtual = useVirtualizer({
    count: all.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 12,
    enabled: long,
  });
  const selectedAt = all.findIndex((line) => line.id === selected);
  useEffect(() => {
    if (selectedAt < 0) return;
    if (long) virtual.scrollToIndex(selectedAt);
    else frame.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }, [selectedAt, long, virtual]);

  const items = long ? virtual.getVirtualItems() : null;
  const first = items?.[0];
  const last = items?.at(-1);
  const above = first?.start ?? 0;
  const below = last === undefined ? 0 : virtual.getTotalSize() - last.end;
  const shown = items === null ? all : items.flatMap((item) => all[item.index] ?? []);
  const table = (
    <table className={`dt h${height}`} aria-label={label} aria-rowcount={long ? all.length : undefined}>
      <Columns columns={columns} headless={headless} />
      <tbody>
        {above > 0 && <Gap height={above} span={columns.length} />}
        {shown.map((line) =>
          line.kind === "head" ? (
            <tr key={line.id} className="grp">
              <td colSpan={columns.length}>
                {props.groupHead?.(line.text, line.count) ?? `${line.text} ${line.count}`}
              </td>
            </tr>
          ) : (
            <RowLine key={line.id} table={props} row={line.row} selected={line.id === selected} />
          ),
        )}
        {below > 0 && <Gap height={below} span={columns.length} />}
      </tbody>
    </table>
  );
  // A scrolling part must be reachable without a mouse.
  return (
    <div
      ref={frame}
      className={fill ? "scroll" : undefined}
      tabIndex={fill ? 0 : undefined}
      role={fill ? "group" : undefined}
      aria-label={fill ? label : undefined}
    >
      {table}
    </div>
  );
}

function Columns<Row>({ columns, headless }: { columns: Props<Row>["columns"]; headless: boolean }) {
  const language = useLanguage();
  return (
    <>
      <colgroup>
        {columns.map((column) => {
          const width = language === "en" ? (column.widthEn ?? column.width) : column.width;
          return <col key={column.id} style={width === undefined ? undefined : { width }} />;
        })}
      </colgroup>
      {!headless && (
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.align === "right" ? "n" : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
      )}
    </>
  );
}

function RowLine<Row>({ table, row, selected }: { table: Props<Row>; row: Row; selected: boolean }) {
  const muted = table.muted?.(row) === true;
  return (
    <tr
      className={classes(selected ? "sel" : "", muted ? "mute" : "")}
      aria-current={selected ? "true" : undefined}
      onClick={() => table.onSelect?.(row)}
      onDoubleClick={() => table.onOpen?.(row)}
    >
      {table.columns.map((column) => (
        <td
          key={column.id}
          className={classes(
            column.align === "right" ? "n" : "",
            column.className ?? "",
            column.over === true ? "over" : "",
          )}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function classes(...names: string[]): string | undefined {
  return names.filter(Boolean).join(" ") || undefined;
}

function Gap({ height, span }: { height: number; span: number }) {
  return (
    <tr className="gap" aria-hidden>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
