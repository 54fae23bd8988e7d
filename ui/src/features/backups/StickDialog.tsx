import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BackupMade, commands } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { FolderField } from "../../components/FolderField";
import { Refusal } from "../../components/States";
import { count } from "../../lib/format";
import { useWrite } from "../../lib/write";

/** F7: a verified backup onto a stick, and the word that it may be pulled out. */
export function StickDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [folder, setFolder] = useState("");
  const [made, setMade] = useState<BackupMade | null>(null);
  const take = useWrite(
    (key: string, chosen: string) => commands.backupTake(key, chosen),
    () => t("backups.taken"),
  );
  const run = async () => {
    const outcome = await take.write(folder.trim());
    if (outcome.saved) setMade(outcome.value);
  };
  if (made !== null) {
    return (
      <Dialog
        title={t("backups.stick")}
        onClose={onClose}
        confirm={{ label: t("backups.stickDone"), run: onClose }}
      >
        <div className="col" style={{ gap: 12 }}>
          <div className="row">
            <CircleCheck size={18} className="s18" aria-hidden />
            <b>{t("backups.safe")}</b>
          </div>
          <div className="i2">
            {t("backups.holds", {
              guests: count(made.counts.guests),
              tickets: count(made.counts.tickets),
              entries: count(made.counts.ledger_entries),
            })}
          </div>
          <div className="sm m text">{made.path}</div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("backups.stick")}
      onClose={onClose}
      confirm={{
        label: t("backups.stickNow"),
        cap: "Ctrl Enter",
        run: () => void run(),
        busy: take.state === "writing",
        lacks: folder.trim() === "" ? t("backups.lacksFolder") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="i2">{t("backups.stickWhat")}</div>
        <FolderField
          id="backup-folder"
          label={t("backups.folder")}
          folder={folder}
          onFolder={setFolder}
          focused
        />
        {take.fault !== null && <Refusal fault={take.fault} />}
      </div>
    </Dialog>
  );
}
