import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Fault, type ImportLanded } from "../api/bindings";
import { faultOf, onLanded } from "../api/call";
import { wordsOf } from "../lib/faults";
import { say, type TextKey } from "../lib/i18n";
import { type Notices, refresh, type Saved } from "../lib/write";

const toastMs = 4000;

export type Shown = Saved & { refused: boolean };

/** What was last saved: shown for four seconds, and kept for undo until the next write. */
export function useNotices() {
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
      refused: (fault) => setShown(toastOf(fault)),
    }),
    [],
  );
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setShown(null), toastMs);
    return () => clearTimeout(timer);
  }, [shown]);

  // What came in by itself is told like a write, but no key of this person takes it back.
  useEffect(
    () =>
      onLanded((landed) => {
        const text = landed.map((one) => t(saidOf(one), { file: one.file_name, list: one.refusals }));
        if (text.length > 0) setShown({ text: text.join(t("list.semicolon")), seq: null, refused: false });
      }),
    [t],
  );

  const { refused } = notices;
  const takeBack = async (seq: number) => {
    busy.current = true;
    try {
      const answer = await commands.undo(crypto.randomUUID(), { seq });
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
    if (last !== null && last.seq !== null && !busy.current) void takeBack(last.seq);
  };
  return { notices, undoable: last?.seq == null ? null : last, shown, undo };
}

const toastOf = (fault: Fault): Shown => ({
  text: say(wordsOf(fault).what, fault.args),
  seq: null,
  refused: true,
});

function saidOf({ standing, refusals }: ImportLanded): TextKey {
  return standing === "imported" && refusals !== "" ? "landed.said.refusals" : `landed.said.${standing}`;
}
