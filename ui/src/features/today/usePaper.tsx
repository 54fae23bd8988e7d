import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Fault, type Paper } from "../../api/bindings";
import { call, faultOf } from "../../api/call";
import { useDesk } from "../../lib/desk";
import { useKeys } from "../../lib/keys";
import { type PaperKind, TodayPaper } from "./TodayPaper";

type Asked = { kind: PaperKind; paper: Paper; at: number; nth: number };

/** Prints today: what goes on paper is read anew each time it is asked for, so that it is as old as its head says. */
export function usePaper(): {
  print: (kind: PaperKind) => void;
  /** What is being read for paper. */
  busy: PaperKind | null;
  fault: Fault | null;
  /** The pages, out of sight; they stay until the next print, since the system's dialog may ask for them again. */
  sheets: ReactNode;
} {
  const { t } = useTranslation();
  const { skewMs } = useDesk();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState<PaperKind | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const read = async (kind: PaperKind) => {
    if (busy !== null) return;
    setBusy(kind);
    setFault(null);
    try {
      const paper = await call(commands.todayPaper());
      setAsked({ kind, paper, at: Date.now() + skewMs, nth: (asked?.nth ?? 0) + 1 });
    } catch (error) {
      setFault(faultOf(error));
    } finally {
      setBusy(null);
    }
  };
  const print = (kind: PaperKind) => void read(kind);
  useKeys([
    { cap: "Ctrl P", label: t("print.do"), place: "sheet", run: () => print("briefing") },
    { cap: "Alt T", label: t("print.pack"), place: "verb", run: () => print("pack") },
  ]);
  const sheets = asked !== null && (
    <TodayPaper key={asked.nth} kind={asked.kind} paper={asked.paper} at={asked.at} />
  );
  return { print, busy, fault, sheets };
}
