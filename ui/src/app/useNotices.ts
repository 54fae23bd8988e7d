import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../api/call";
import { commands } from "../api/commands";
import type { Fault, Undoable } from "../api/draft";
import { wordsOf } from "../lib/faults";
import { say, word } from "../lib/i18n";
import { type Notices, refresh, type Saved } from "../lib/write";

const toastMs = 4000;

export type Shown = Saved & { refused: boolean };

/** What was last saved: shown for four seconds, and kept for undo until the next write. */
export function useNotices(before: Undoable | null) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [last, setLast] = useState<Saved | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const busy = useRef(false);
  const notices: Notices = useMemo(
    () => ({
      saved: (saved) => {
        setLast(saved);
        setShown({ ...saved, refused: false });
      },
    }),
    [],
  );
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setShown(null), toastMs);
    return () => clearTimeout(timer);
  }, [shown]);

  // Before the first write of this session the core tells what this person did last.
  const undoable: Saved | null =
    last ?? (before === null ? null : { seq: before.seq, text: word("op", before.op) });
  const refused = (fault: Fault) => {
    setShown({ text: say(wordsOf(fault).what, fault.args), seq: null, refused: true });
  };
  const takeBack = async (seq: number) => {
    busy.current = true;
    try {
      const answer = await commands.undo({ seq }, crypto.randomUUID());
      if (answer.status === "error") return refused(answer.error);
      await refresh(client, answer.data.changed);
      setLast({ text: t("undone"), seq: null });
      setShown({ text: t("undone"), seq: null, refused: false });
    } catch (thrown) {
      refused(faultOf(thrown));
    } finally {
      busy.current = false;
    }
  };
  const undo = () => {
    if (undoable !== null && undoable.seq !== null && !busy.current) void takeBack(undoable.seq);
  };
  return { notices, undoable: undoable?.seq == null ? null : undoable, shown, undo };
}
