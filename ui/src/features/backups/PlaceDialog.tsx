import { FolderInput } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "../../api/bindings";
import { chooseFolder } from "../../api/call";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useWrite } from "../../lib/write";

/** F6: where the house's own backups go. */
export function PlaceDialog({ now, onClose }: { now: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [folder, setFolder] = useState(now);
  const set = useWrite(commands.backupPlaceSet, (place) =>
    place === null ? t("backups.placeEnded") : t("backups.placeSaved"),
  );
  const write = async (chosen: string | null) => {
    if ((await set.write({ folder: chosen })).saved) onClose();
  };
  return (
    <Dialog
      title={t("backups.place")}
      onClose={onClose}
      confirm={{
        label: t("backups.placeSave"),
        run: () => void write(folder.trim()),
        busy: set.state === "writing",
        lacks: folder.trim() === "" ? t("backups.lacksFolder") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="i2">{t("backups.placeWhat")}</div>
        <FolderField folder={folder} onFolder={setFolder} />
        {now !== "" && (
          <div>
            <Action size="s" kind="red" onClick={() => void write(null)}>
              {t("backups.placeEnd")}
            </Action>
          </div>
        )}
        {set.fault !== null && <Refusal fault={set.fault} />}
      </div>
    </Dialog>
  );
}

type FolderProps = { folder: string; onFolder: (folder: string) => void };

/** A folder, typed or chosen. */
export function FolderField({ folder, onFolder }: FolderProps) {
  const { t } = useTranslation();
  const choose = async () => {
    const path = await chooseFolder(t("backups.choose"));
    if (path !== null) onFolder(path);
  };
  return (
    <div className="row" style={{ alignItems: "end" }}>
      <div style={{ flex: 1 }}>
        <Field id="backup-folder" label={t("backups.folder")}>
          {(id) => <TextInput id={id} value={folder} onChange={onFolder} focused maxLength={1000} />}
        </Field>
      </div>
      <Action icon={FolderInput} onClick={() => void choose()}>
        {t("backups.choose")}
      </Action>
    </div>
  );
}
