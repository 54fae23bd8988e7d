import { useState } from "react";
import type { Done, Fault, ImportProgress } from "../../api/bindings";
import { type Answer, type Channel, faultOf } from "../../api/call";
import { useJob } from "../../lib/job";
import { useWrite } from "../../lib/write";

type Stage<Seen, Taken> =
  | { at: "choose" }
  | { at: "reading" }
  | { at: "preview"; preview: Seen }
  | { at: "writing" }
  | { at: "done"; taken: Taken };

type Asks<File, Seen, Taken> = {
  /** What nobody chose yet. */
  unread: File;
  preview: (file: File, progress: Channel<ImportProgress>) => Promise<Answer<Seen>>;
  take: (key: string, file: File, progress: Channel<ImportProgress>) => Promise<Answer<Done<Taken>>>;
  /** What the toast says once it is taken. */
  says: (taken: Taken) => string;
};

/** One file on its way in: chosen, read, shown, written, done; any change of the choice begins anew. */
export function useTaking<File extends { path: string }, Seen, Taken>(asks: Asks<File, Seen, Taken>) {
  const [file, setFile] = useState<File>(asks.unread);
  const [stage, setStage] = useState<Stage<Seen, Taken>>({ at: "choose" });
  const [fault, setFault] = useState<Fault | null>(null);
  const job = useJob(stageOf);
  const apply = useWrite((key: string, input: File) => asks.take(key, input, job.begin()), asks.says);
  const change = (next: File) => {
    setFile(next);
    setFault(null);
    setStage({ at: "choose" });
  };
  /** Shows what a file would bring. */
  const look = async (file: File) => {
    if (file.path.trim() === "") return;
    setFile(file);
    setFault(null);
    setStage({ at: "reading" });
    try {
      const answer = await asks.preview(file, job.begin());
      if (answer.status === "ok") return setStage({ at: "preview", preview: answer.data });
      setFault(answer.error);
    } catch (thrown) {
      setFault(faultOf(thrown));
    }
    setStage({ at: "choose" });
  };
  const take = async (shown: Seen) => {
    setStage({ at: "writing" });
    const outcome = await apply.write(file);
    setStage(outcome.saved ? { at: "done", taken: outcome.value } : { at: "preview", preview: shown });
  };
  return {
    file,
    stage,
    job,
    change,
    look,
    take,
    /** Other words about the same file, while it stays shown. */
    amend: setFile,
    preview: (): Promise<void> => look(file),
    again: () => change(asks.unread),
    busy: stage.at === "reading" || stage.at === "writing",
    fault: fault ?? apply.fault,
  };
}

function stageOf(step: ImportProgress): string {
  return step.stage;
}
