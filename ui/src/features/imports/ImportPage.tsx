import { useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type Done,
  type Fault,
  type ImportApplied,
  type ImportFile,
  type ImportPreview,
  type ImportProgress,
} from "../../api/bindings";
import { type Answer, chooseFile, faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Progress, Refusal } from "../../components/States";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { type Job, leftMs, useJob } from "../../lib/job";
import { useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";
import { ImportChoice } from "./ImportChoice";
import { ImportFacts } from "./ImportFacts";
import { ImportsList } from "./ImportsList";

type Stage =
  | { at: "choose" }
  | { at: "reading" }
  | { at: "preview"; preview: ImportPreview }
  | { at: "writing" }
  | { at: "done"; applied: ImportApplied };

const unread: ImportFile = {
  path: "",
  how: { mapping: null, source: null, only: null },
  chosen: { encoding: null, delimiter: null },
};

/** F5: a file from the PMS is chosen, shown as it would come in, taken in whole, and can be taken back whole. */
export function ImportPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [file, setFile] = useState(unread);
  const [stage, setStage] = useState<Stage>({ at: "choose" });
  const [fault, setFault] = useState<Fault | null>(null);
  const job = useJob(stageOf);
  const apply = useWrite(
    (key: string, input: ImportFile): Promise<Answer<Done<ImportApplied>>> =>
      commands.importApply(key, input, job.begin()),
    (applied) =>
      t("imports.applied", { new: count(applied.counts.new), changed: count(applied.counts.changed) }),
  );

  const change = (next: ImportFile) => {
    setFile(next);
    setFault(null);
    setStage({ at: "choose" });
  };
  const choose = async () => {
    const path = await chooseFile(t("imports.choose"), ["csv", "txt"]);
    if (path !== null) change({ ...file, path });
  };
  const preview = async () => {
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
  const busy = stage.at === "reading" || stage.at === "writing";
  const leave = () => (stage.at === "choose" ? void navigate({ to: "/" }) : change(unread));
  useKeys(
    busy
      ? []
      : [
          { cap: "F5", label: t("imports.choose"), place: "verb", run: () => void choose() },
          ...(stage.at === "preview" && may("apply_import")
            ? [
                {
                  cap: "Ctrl Enter" as const,
                  label: t("imports.take"),
                  place: "verb" as const,
                  run: () => void take(stage.preview),
                },
              ]
            : [
                {
                  cap: "Ctrl Enter" as const,
                  label: t("imports.look"),
                  place: "verb" as const,
                  run: () => void preview(),
                },
              ]),
          {
            cap: "Esc",
            label: stage.at === "choose" ? t("key.today") : t("back"),
            place: "move",
            run: leave,
          },
        ],
  );
  const trouble = fault ?? apply.fault;
  return (
    <Page>
      <PageHead title={t("imports.title")} facts={t("imports.what")}>
        <Action cap="F5" icon={FileUp} onClick={() => void choose()}>
          {t("imports.choose")}
        </Action>
      </PageHead>
      {!busy && (
        <ImportChoice
          file={file}
          onChange={change}
          onPreview={() => void preview()}
          looked={stage.at !== "choose"}
        />
      )}
      {trouble !== null && (
        <div className="pad" style={{ paddingBottom: 12 }}>
          <Refusal fault={trouble} />
        </div>
      )}
      {busy && <Working job={job} />}
      {stage.at === "preview" && (
        <ImportFacts
          counts={stage.preview.counts}
          refused={stage.preview.refused}
          conflicts={stage.preview.conflicts}
          warnings={stage.preview.warnings}
          read={stage.preview}
          action={
            may("apply_import") && (
              <Action kind="primary" size="l" cap="Ctrl Enter" onClick={() => void take(stage.preview)}>
                {t("imports.takeRows", {
                  rows: count(stage.preview.counts.new + stage.preview.counts.changed),
                })}
              </Action>
            )
          }
        />
      )}
      {stage.at === "done" && (
        <ImportFacts
          counts={stage.applied.counts}
          refused={stage.applied.refused}
          conflicts={stage.applied.conflicts}
          warnings={stage.applied.warnings}
          read={null}
          action={
            <Action size="l" onClick={() => change(unread)}>
              {t("imports.more")}
            </Action>
          }
        />
      )}
      {stage.at === "choose" && <ImportsList />}
    </Page>
  );
}

function stageOf(step: ImportProgress): string {
  return step.stage;
}

function Working({ job }: { job: Job<ImportProgress> }) {
  const { t } = useTranslation();
  const now = job.step;
  const share = now === null || now.total === 0 ? 0 : now.done / now.total;
  const title = t(`import.stage.${now?.stage ?? "reading"}`);
  return (
    <div className="pad" style={{ maxWidth: 720 }}>
      <Progress
        title={title}
        done={now?.done ?? 0}
        all={now?.total ?? 0}
        leftMs={leftMs(share, job.passedMs)}
        leaves={t("imports.cancelLeaves")}
        onCancel={() => job.cancel()}
      />
    </div>
  );
}
