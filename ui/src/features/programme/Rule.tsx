import type { ReactNode } from "react";
import { Heading } from "../../components/Blocks";

/** A group of rules with what it is about. */
export function Group({ title, so, children }: { title: string; so?: string; children: ReactNode }) {
  return (
    <section style={{ maxWidth: 560 }}>
      <Heading>{title}</Heading>
      {so !== undefined && (
        <p className="sm m" style={{ margin: "0 0 6px" }}>
          {so}
        </p>
      )}
      {children}
    </section>
  );
}

/** Rules one under the other: the word, the cell, its unit. */
export function Rules({ children }: { children: ReactNode }) {
  return (
    <table className="rules">
      <tbody>{children}</tbody>
    </table>
  );
}

export function Rule({ label, unit, children }: { label: string; unit?: string; children: ReactNode }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{children}</td>
      <td className="sm m">{unit}</td>
    </tr>
  );
}
