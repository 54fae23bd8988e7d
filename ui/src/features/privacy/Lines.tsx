import type { ReactNode } from "react";
import { Heading } from "../../components/Blocks";

/** A part of the page with its lines. */
export function Part({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <Heading end={end}>{title}</Heading>
      {children}
    </section>
  );
}

/** What it is, what is said of it, what can be done. */
export function Line({ what, said, end }: { what: string; said: string; end?: ReactNode }) {
  return (
    <div className="row" style={{ gap: 12, padding: "6px 0", borderBottom: "1px solid var(--line)" }}>
      <span style={{ width: 168, flex: "none" }}>{what}</span>
      <span className="i2" style={{ flex: 1 }}>
        {said}
      </span>
      {end}
    </div>
  );
}
