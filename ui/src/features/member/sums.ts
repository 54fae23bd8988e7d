/** The line under a statement: opening + earned − redeemed − expired ± reversed = closing. */
import type { StatementSums } from "../../api/bindings";

export type SumPart = {
  id: "opening" | "earned" | "redeemed" | "expired" | "reversed" | "closing";
  sign: "" | "+" | "−" | "=";
  /** Without its sign. */
  points: number;
};

export function sumsOf(sums: StatementSums): readonly SumPart[] {
  return [
    { id: "opening", sign: "", points: sums.opening },
    { id: "earned", sign: "+", points: sums.earned },
    { id: "redeemed", sign: "−", points: sums.redeemed },
    { id: "expired", sign: "−", points: sums.expired },
    { id: "reversed", sign: sums.reversed < 0 ? "−" : "+", points: Math.abs(sums.reversed) },
    { id: "closing", sign: "=", points: sums.closing },
  ];
}
