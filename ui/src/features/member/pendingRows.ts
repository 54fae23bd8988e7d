import type { MemberPage, PendingLine, StatementLine } from "../../api/bindings";

/** What is promised, as lines above the statement: it moves no balance, so each shows the balance of now. */
export function pendingRows(account: MemberPage): StatementLine[] {
  return account.pending.map((line: PendingLine) => ({
    id: line.id,
    seq: 0,
    at_ms: 0,
    date: line.held_on,
    code: "pending",
    source: line.source,
    told: line.told,
    basis: line.basis,
    memo: line.memo,
    points: line.points,
    balance: account.balance,
    reversed_by: null,
    by: line.by,
    reason: line.reason,
    second: "",
  }));
}
