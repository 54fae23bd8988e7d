import { useQuery } from "@tanstack/react-query";
import { FolderInput } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type FolderShown, type WatchFolder } from "../../api/bindings";
import { call, faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Facts, Heading } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { FolderField } from "../../components/FolderField";
import { Refusal } from "../../components/States";
import { useMay } from "../../lib/desk";
import { useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";

/** The folder whose files of stays come in by themselves: which, in whose name, and whether it is there. */
export function WatchedFolder() {
  const { t } = useTranslation();
  const may = useMay();
  const [setting, setSetting] = useState(false);
  const answer = useQuery({
    queryKey: ["import-folder"],
    queryFn: () => call(commands.importFolder()),
    meta: { reads: ["import", "user"] },
  });
  const allowed = may("watch_folder");
  useKeys(
    allowed ? [{ cap: "F6", label: t("folder.title"), place: "verb", run: () => setSetting(true) }] : [],
  );
  const shown = answer.data;
  return (
    <div style={{ minWidth: 320, maxWidth: 560, flex: 1 }}>
      <Heading>{t("folder.title")}</Heading>
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {shown !== undefined && <Standing shown={shown} />}
      {allowed && (
        <div style={{ marginTop: 8 }}>
          <Action size="s" cap="F6" icon={FolderInput} onClick={() => setSetting(true)}>
            {shown?.watched == null ? t("folder.set") : t("folder.change")}
          </Action>
        </div>
      )}
      {setting && <FolderDialog shown={shown} onClose={() => setSetting(false)} />}
    </div>
  );
}

function Standing({ shown }: { shown: FolderShown }) {
  const { t } = useTranslation();
  const { watched } = shown;
  if (watched === null) return <div className="sm i2">{t("folder.what")}</div>;
  return (
    <>
      <Facts
        labelWidth={96}
        rows={[
          {
            label: t("folder.path"),
            value: (
              <span className="num" style={{ overflowWrap: "anywhere" }}>
                {watched.folder}
              </span>
            ),
          },
          { label: t("folder.source"), value: watched.source ?? t("folder.sourceAny") },
          { label: t("settings.name"), value: t("folder.by", { name: shown.by_name }) },
        ]}
      />
      {!shown.there && <div className="sm am">{t("folder.away")}</div>}
      {!shown.allowed && <div className="sm am">{t("folder.notAllowed", { name: shown.by_name })}</div>}
    </>
  );
}

function FolderDialog({ shown, onClose }: { shown: FolderShown | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const [folder, setFolder] = useState(shown?.watched?.folder ?? "");
  const [source, setSource] = useState(shown?.watched?.source ?? "");
  const watch = useWrite(
    (key: string, input: WatchFolder) => commands.importFolderWatch(key, input),
    (watched) => (watched === null ? t("folder.ended") : t("folder.saved")),
  );
  const write = async (input: WatchFolder) => {
    if ((await watch.write(input)).saved) onClose();
  };
  return (
    <Dialog
      title={t("folder.title")}
      onClose={onClose}
      confirm={{
        label: t("folder.save"),
        run: () => void write({ folder: folder.trim(), source: source.trim() || null }),
        busy: watch.state === "writing",
        lacks: folder.trim() === "" ? t("folder.lacks") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="i2">{t("folder.what")}</div>
        <FolderField id="folder-path" label={t("folder.path")} folder={folder} onFolder={setFolder} focused />
        <Field id="folder-source" label={t("folder.source")} optional={t("folder.sourceHint")}>
          {(id) => <TextInput id={id} value={source} onChange={setSource} maxLength={40} />}
        </Field>
        {shown?.watched != null && (
          <div>
            <Action size="s" kind="red" onClick={() => void write({ folder: null, source: null })}>
              {t("folder.end")}
            </Action>
          </div>
        )}
        {watch.fault !== null && <Refusal fault={watch.fault} />}
      </div>
    </Dialog>
  );
}
