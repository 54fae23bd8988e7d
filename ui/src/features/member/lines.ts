/** What a posting says of itself: why, and where it comes from, the same on the statement, in a proof and on paper. */
import type { TFunction } from "i18next";
import type { Basis, EntryCode, ProofEntry, Source } from "../../api/bindings";
import { basisSaid } from "../../lib/basis";
import { signed } from "../../lib/format";
import { word } from "../../lib/i18n";

/** What the statement and a proof know of a posting in common. */
export type Line = {
  code: EntryCode;
  source: Source;
  told: string;
  basis: Basis | null;
  memo: string;
  /** Why it was made by hand. */
  reason?: string;
};

/** `房费 ¥1,560，金卡 1.25 倍`, the programme's words, or the kind of posting. */
export function reasonOf(line: Line, currency: string, t: TFunction): string {
  if (line.basis === null && line.memo === "" && line.source.kind === "reward")
    return word("reward", line.source.value);
  if (line.basis === null && line.reason !== undefined && line.reason !== "") return line.reason;
  if (line.basis === null) return line.memo === "" ? kindOf(line) : line.memo;
  return basisSaid(line.basis, currency, t);
}

/** Why points moved; those for an event and for bringing somebody have a name of their own. */
export function kindOf({ code, source }: Pick<Line, "code" | "source">): string {
  const own = code === "earn" && (source.kind === "event" || source.kind === "referral");
  return own ? word("source", source.kind) : word("entry", code);
}

/** `住店 2026-04-02`, `投诉单 TS-20260402-A01`, `冲正 #20417`, `兑换单 R-20260618-A01`. */
export function sourceOf({ source, told }: Line): string {
  if (source.kind === "words") return source.value;
  if (source.kind === "desk") return word("source", "desk");
  if (source.kind === "expiry" || source.kind === "bill" || source.kind === "event")
    return `${word("source", source.kind)} ${source.value}`;
  return `${word("source", source.kind)} ${told}`.trim();
}

/** `#20417 +1,560`: what a posting did to each lot. */
export function touchedInWords(entry: ProofEntry): string {
  return entry.touched.map((one) => `#${one.made_by} ${signed(one.points)}`).join("  ");
}
