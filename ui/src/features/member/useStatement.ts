import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Fault, GuestId, MemberStatement, StatementLine } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { memberStatement, type Period } from "./queries";

/** As much of a statement as was asked for so far. */
export type Read = {
  lines: readonly StatementLine[];
  /** The part read last: its sums are those of all that is shown. */
  oldest: MemberStatement | undefined;
  /** Reads what was before; none where the period begins here. */
  earlier: (() => void) | null;
  reading: boolean;
  pending: boolean;
  fault: Fault | null;
};

/** Reads the statement of a period, its newest part first. */
export function useStatement(guest: GuestId, period: Period): Read {
  const answer = useInfiniteQuery(memberStatement(guest, period));
  const parts = answer.data?.pages ?? [];
  return {
    lines: parts.flatMap((part) => part.statement.lines),
    oldest: parts.at(-1),
    earlier: answer.hasNextPage ? () => void answer.fetchNextPage() : null,
    reading: answer.isFetchingNextPage,
    pending: answer.isPending,
    fault: answer.isError ? faultOf(answer.error) : null,
  };
}

/** Whoever has walked to the last line wants what was before it. */
export function useEarlierAtEnd(read: Read, selected: string | null): void {
  const atEnd = selected !== null && selected === read.lines.at(-1)?.id;
  const { earlier, reading } = read;
  const wanted = atEnd && earlier !== null && !reading;
  useEffect(() => {
    if (wanted) earlier();
  }, [wanted, earlier]);
}
