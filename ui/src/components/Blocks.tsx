import type { ReactNode } from "react";

type Props = {
  title: ReactNode;
  /** At the right of the heading, small. */ end?: ReactNode;
  children: ReactNode;
  /** The last one takes what is left. */ grow?: boolean;
};

/** One part of the side panel: a heading, what stands at its right, the rest. */
export function Block({ title, end, children, grow = false }: Props) {
  return (
    <section className={grow ? "blk fill" : "blk"}>
      <h2>
        {title}
        {end !== undefined && <span className="sp">{end}</span>}
      </h2>
      {children}
    </section>
  );
}

/** A heading inside the page with its facts at the right. */
export function Heading({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <h2 className="hd">
      {children}
      {end !== undefined && <span className="sp">{end}</span>}
    </h2>
  );
}

/** Labels at the left, values at the right. */
export function Facts({
  rows,
  labelWidth = 76,
}: {
  rows: readonly { label: string; value: ReactNode }[];
  labelWidth?: number;
}) {
  return (
    <dl className="kv" style={{ gridTemplateColumns: `${labelWidth}px minmax(0, 1fr)` }}>
      {rows.map((row) => (
        <div key={row.label} style={{ display: "contents" }}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Title 20/28, facts in ink-3, actions at the right. */
export function PageHead({
  title,
  facts,
  children,
}: {
  title: ReactNode;
  facts?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="ph1">
      <h1 className="nw">{title}</h1>
      {facts !== undefined && <span className="m">{facts}</span>}
      {children !== undefined && <span className="sp row">{children}</span>}
    </div>
  );
}
