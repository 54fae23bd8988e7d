import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type Done,
  type Fault,
  type ImportApplied,
  type ImportConflicts,
  type ImportFile,
  type ImportPreview,
  type ImportProgress,
} from "../../api/bindings";
import { type Answer, faultOf } from "../../api/call";
import { count } from "../../lib/format";
import { useJob } from "../../lib/job";
import { useWrite } from "../../lib/write";

export type Stage =
  | { at: "choose" }
  | { at: "reading" }
  | { at: "preview"; preview: ImportPreview }
  | { at: "writing" }
  | { at: "done"; applied: ImportApplied };

const unread: ImportFile = {
  path: "",
  how: { mapping: null, source: null, only: null, conflicts: { all: "keep_ours", columns: [], each: [] } },
  chosen: { encoding: null, delimiter: null },
};

/** One file on its way in: chosen, read, shown, written, done; any change of the choice begins anew. */
export function useImporting() {
  const { t } = useTranslation();
  const [file, setFile] = useState<ImportFile>(unread);
  const [stage, setStage] = useState<Stage>({ at: "choose" });
  const [fault, setFault] = useState<Fault | null>(null);
  const job = useJob(stageOf);
  const apply = useWrite(
    (key: string, input: ImportFile): Promise<Answer<Done<ImportApplied>>> =>
      commands.importApply(key, input, job.begin()),
    (applied) =>
      t("imports.applied", { new: count(applied.counts.new), changed: count(applied.counts.changed) }),
  );
  /** What was decided about conflicts belongs to the file that was shown: another file is asked anew. */
  const change = (next: ImportFile) => {
    setFile({ ...next, how: { ...next.how, conflicts: unread.how.conflicts } });
    setFault(null);
    setStage({ at: "choose" });
  };
  const settle = (conflicts: ImportConflicts) => setFile({ ...file, how: { ...file.how, conflicts } });
  const preview = (): Promise<void> => look(file);
  /** Shows a file of the watched folder. */
  const open = (path: string) => {
    const next = { ...unread, path };
    setFile(next);
    void look(next);
  };
  const look = async (file: ImportFile) => {
    if (file.path.trim() === "") return;
    setFault(null);
    setStage({ at: "reading" });
    try {
      const answer = await commands.importPreview(file, job.begin());
      if (answer.status === "ok") return setStage({ at: "preview", preview: answer.data });
      setFault(answer.error);
    } catch (thrown) {
      setFault(faultOf(thrown));
    }
    setStage({ at: "choose" });
  };
  const take = async (shown: ImportPreview) => {
    setStage({ at: "writing" });
    const outcome = await apply.write(file);
    setStage(outcome.saved ? { at: "done", applied: outcome.value } : { at: "preview", preview: shown });
  };
  const again = () => change(unread);
  return { file, stage, job, change, settle, again, open, preview, take, fault: fault ?? apply.fault };
}

function stageOf(step: ImportProgress): string {
  return step.stage;
}
