import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type Copied,
  type CopyExport,
  type CopyProgress,
  type Done,
  type Outgoing,
} from "../../api/bindings";
import { type Answer } from "../../api/call";
import { Dialog } from "../../components/Dialog";
import { FolderField } from "../../components/FolderField";
import { Pick } from "../../components/Pick";
import { Progress, Refusal } from "../../components/States";
import { useLanguage } from "../../lib/desk";
import { count, size } from "../../lib/format";
import { type Job, leftMs, useJob } from "../../lib/job";
import { useWrite } from "../../lib/write";
import { periodInWords } from "./period";

type Props = { kept: readonly Outgoing[]; first: Outgoing | null; onClose: () => void };

/** Bytes of what is counted on the screen. */
const kib = 1024;

/** F7: a package that was made goes into a folder, onto a stick or a share; one that was broken off goes on. */
export function CopyDialog({ kept, first, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chosen, setChosen] = useState(first?.made.id ?? kept[0]?.made.id ?? null);
  const [folder, setFolder] = useState("");
  const copying = useCopying();
  const one = kept.find((other) => other.made.id === chosen);
  const busy = copying.state === "writing";
  const lacks =
    one === undefined ? t("group.lacksPackage") : folder.trim() === "" ? t("group.lacksFolder") : undefined;
  const run = async () => {
    if (one === undefined) return;
    if (await copying.copy({ export: one.made.id, folder: folder.trim() })) onClose();
  };
  return (
    <Dialog
      title={t("group.copy")}
      onClose={busy ? () => copying.job.cancel() : onClose}
      width={600}
      confirm={{ label: t("group.copyNow"), cap: "Ctrl Enter", run: () => void run(), busy, lacks }}
    >
      <div className="col" style={{ gap: 12 }}>
        <p className="i2">{t("group.copyWhat")}</p>
        <Pick
          id="copy-package"
          label={t("group.copyWhich")}
          value={chosen}
          onChange={setChosen}
          choices={kept.map((other) => ({
            value: other.made.id,
            label: t("group.package", {
              month: periodInWords(other.made.period, language),
              version: count(other.made.version),
            }),
          }))}
        />
        <FolderField
          id="copy-folder"
          label={t("group.copyFolder")}
          folder={folder}
          onFolder={setFolder}
          focused
        />
        {busy && <Run job={copying.job} />}
        {copying.fault !== null && <Refusal fault={copying.fault} />}
      </div>
    </Dialog>
  );
}

function Run({ job: { step, passedMs } }: { job: Job<CopyProgress> }) {
  const { t } = useTranslation();
  const [done, all] = step === null ? [0, 0] : [step.done, step.all];
  return (
    <Progress
      title={t("group.copying")}
      done={Math.round(done / kib)}
      all={Math.round(all / kib)}
      leftMs={all === 0 ? null : leftMs(done / all, passedMs)}
      leaves={t("group.copyLeaves")}
      onCancel={null}
    />
  );
}

function useCopying() {
  const { t } = useTranslation();
  const job = useJob<CopyProgress>();
  const writing = useWrite(
    async (key: string, input: CopyExport): Promise<Answer<Done<Copied>>> => {
      try {
        return await commands.exportCopy(key, input, job.begin());
      } finally {
        job.end();
      }
    },
    ({ went, resumed }) => {
      const said = t("group.copied", { name: went.name, folder: went.folder });
      return resumed === 0
        ? said
        : `${said}${t("list.semicolon")}${t("group.resumed", { size: size(resumed) })}`;
    },
  );
  const copy = async (input: CopyExport) => (await writing.write(input)).saved;
  return { copy, job, state: writing.state, fault: writing.fault };
}
