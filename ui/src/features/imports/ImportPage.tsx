import { useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportApplied, ImportId, ImportPreview } from "../../api/bindings";
import { chooseFile } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Refusal } from "../../components/States";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { ImportChoice } from "./ImportChoice";
import { ImportConflicts, standing } from "./ImportConflicts";
import { ImportFacts } from "./ImportFacts";
import { ImportsList } from "./ImportsList";
import { LandedList } from "./LandedList";
import { QualityReport } from "./QualityReport";
import { SourcesList } from "./SourcesList";
import { useImporting } from "./useImporting";
import { endings, useTakingKeys } from "./useTakingKeys";
import { Working } from "./Working";

/** F5: a file from the PMS is chosen, shown as it would come in, taken in whole, and can be taken back whole. */
export function ImportPage() {
  const { t } = useTranslation();
  const importing = useImporting();
  const navigate = useNavigate();
  const { file, stage, fault, busy } = importing;
  const [reporting, setReporting] = useState<ImportId | null>(null);
  const choose = async () => {
    const path = await chooseFile(t("imports.choose"), endings);
    if (path !== null) importing.change({ ...file, path });
  };
  useImportKeys(importing, () => void choose());
  return (
    <Page>
      <PageHead title={t("imports.title")} facts={t("imports.what")}>
        <Action size="s" cap="F5" icon={FileUp} onClick={() => void choose()}>
          {t("imports.choose")}
        </Action>
      </PageHead>
      {!busy && (
        <ImportChoice
          file={file}
          onChange={importing.change}
          onPreview={() => void importing.preview()}
          looked={stage.at !== "choose"}
        />
      )}
      {fault !== null && (
        <div className="pad" style={{ paddingBottom: 12 }}>
          <Refusal fault={fault} />
        </div>
      )}
      {busy && <Working job={importing.job} />}
      {stage.at === "preview" && <Shown importing={importing} preview={stage.preview} />}
      {stage.at === "done" && <Taken applied={stage.taken} onMore={importing.again} />}
      {stage.at === "choose" && reporting === null && (
        <>
          <LandedList onOpen={importing.open} />
          <SourcesList />
          <ImportsList
            onReport={(row) => setReporting(row.id)}
            onGuest={(guest) => void navigate({ to: "/guest/$id", params: { id: guest } })}
          />
        </>
      )}
      {stage.at === "choose" && reporting !== null && (
        <QualityReport id={reporting} onClose={() => setReporting(null)} />
      )}
    </Page>
  );
}

/** Ctrl Enter does what comes next: look, then take. */
function useImportKeys(importing: ReturnType<typeof useImporting>, choose: () => void): void {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { stage, busy } = importing;
  const next =
    stage.at === "preview" && may("apply_import")
      ? { label: t("imports.take"), run: () => void importing.take(stage.preview) }
      : { label: t("imports.look"), run: () => void importing.preview() };
  const back =
    stage.at === "choose"
      ? { label: t("key.today"), run: () => void navigate({ to: "/" }) }
      : { label: t("back"), run: importing.again };
  useTakingKeys({ busy, choose: { label: t("imports.choose"), run: choose }, next, back });
}

type ShownProps = { importing: ReturnType<typeof useImporting>; preview: ImportPreview };

/** The file as it would come in, with what is to be decided about it. */
function Shown({ importing, preview }: ShownProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { counts, refused, conflicts, warnings } = preview;
  const settled = importing.file.how.conflicts;
  // What is given to the file changes rows that are not counted as such yet.
  const given = conflicts.some((one) => standing(settled, one) === "take_file");
  const action = may("apply_import") && (
    <Action kind="primary" size="l" cap="Ctrl Enter" onClick={() => void importing.take(preview)}>
      {given ? t("imports.take") : t("imports.takeRows", { rows: count(counts.new + counts.changed) })}
    </Action>
  );
  return (
    <ImportFacts {...{ counts, refused, warnings, action }} conflicts={[]} read={preview}>
      {conflicts.length > 0 ? (
        <ImportConflicts
          conflicts={conflicts}
          byColumn={preview.conflict_columns}
          settled={settled}
          onSettle={importing.settle}
          fill={refused.length === 0}
        />
      ) : undefined}
    </ImportFacts>
  );
}

/** The file as it came in. */
function Taken({ applied, onMore }: { applied: ImportApplied; onMore: () => void }) {
  const { t } = useTranslation();
  const { counts, refused, conflicts, warnings } = applied;
  const action = (
    <Action size="l" onClick={onMore}>
      {t("imports.more")}
    </Action>
  );
  return <ImportFacts {...{ counts, refused, conflicts, warnings, action }} read={null} />;
}
