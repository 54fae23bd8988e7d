import type { ReactNode } from "react";

export type Counted = {
  id: string;
  label: string;
  value: string;
  /** The one that all others are parts of. */
  whole?: boolean;
  red?: boolean;
  note?: ReactNode;
};

/** Figures in a row, the whole first, its parts behind it. */
export function CountsRow({ counted }: { counted: readonly Counted[] }) {
  return (
    <div className="counts">
      {counted.map(({ id, label, value, whole = false, red = false, note }) => (
        <div key={id}>
          <span className="lab">{label}</span>
          <b className={whole ? "huge" : `big ${red ? "rd" : ""}`}>{value}</b>
          {note}
        </div>
      ))}
    </div>
  );
}
