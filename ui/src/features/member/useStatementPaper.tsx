import { type ReactNode, useState } from "react";
import {
  commands,
  type Card,
  type Fault,
  type MemberPage as Account,
  type MemberStatement,
} from "../../api/bindings";
import { call, faultOf } from "../../api/call";
import { useDesk } from "../../lib/desk";
import type { Period } from "./queries";
import { StatementPaper } from "./StatementPaper";

type Asked = { statement: MemberStatement; at: number; nth: number; said: string };
type Printing = {
  account: Account;
  card: Card | undefined;
  period: Period;
  /** The period in words. */ said: string;
};

/** Prints the statement of the period, read anew in one piece, so that it is as old as its head says. */
export function useStatementPaper({ account, card, period, said }: Printing): {
  print: () => void;
  fault: Fault | null;
  /** The pages, out of sight. */
  sheets: ReactNode;
} {
  const { skewMs } = useDesk();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const read = async () => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      const wanted = { member: account.member.guest, ...period, before: null };
      const statement = await call(commands.memberStatementWhole(wanted));
      setAsked({ statement, said, at: Date.now() + skewMs, nth: (asked?.nth ?? 0) + 1 });
    } catch (error) {
      setFault(faultOf(error));
    } finally {
      setBusy(false);
    }
  };
  const sheets = asked !== null && (
    <StatementPaper
      key={asked.nth}
      statement={asked.statement}
      card={card}
      period={asked.said}
      at={asked.at}
    />
  );
  return { print: () => void read(), fault, sheets };
}
