import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { FolderField } from "../../components/FolderField";
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
        <FolderField
          id="backup-folder"
          label={t("backups.folder")}
          folder={folder}
          onFolder={setFolder}
          focused
        />
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
