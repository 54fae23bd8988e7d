import type { Outgoing } from "../../api/bindings";
import { CopyDialog } from "./CopyDialog";
import { FoundDialog, type RowCheck } from "./FoundDialog";
import { HistoryDialog } from "./HistoryDialog";
import { PeriodDialog } from "./PeriodDialog";
import { RoutineDialog } from "./RoutineDialog";
import { SealKeyDialog } from "./SealKeyDialog";

/** What stands over the page. */
export type Open =
  | { what: "period" | "history" | "key" | "routine" }
  | { what: "copy"; one: Outgoing | null }
  | { what: "found"; check: RowCheck };

type Props = {
  open: Open | null;
  onOpen: (open: Open | null) => void;
  period: string;
  onPeriod: (period: string) => void;
  history: readonly Outgoing[];
};

/** The dialogs of the page, one at a time. */
export function GroupDialogs({ open, onOpen, period, onPeriod, history }: Props) {
  const close = () => onOpen(null);
  switch (open?.what) {
    case "period":
      return <PeriodDialog period={period} onPick={onPeriod} onClose={close} />;
    case "found":
      return <FoundDialog period={period} check={open.check} onClose={close} />;
    case "routine":
      return <RoutineDialog onClose={close} />;
    case "key":
      return <SealKeyDialog onClose={close} />;
    case "history":
      return <HistoryDialog made={history} onCopy={(one) => onOpen({ what: "copy", one })} onClose={close} />;
    case "copy":
      return (
        <CopyDialog kept={history.filter((one) => one.kept === "here")} first={open.one} onClose={close} />
      );
    case undefined:
      return null;
  }
}
