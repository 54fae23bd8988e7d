/** How the house's backups stand, told by the shell whenever it changes, and how old something is. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type BackupState, commands } from "../api/bindings";
import { onBackups } from "../api/call";
import { useAge } from "./age";
import { useDesk, useLanguage } from "./desk";
import { clock, dateOf, monthDay } from "./format";
import { useTold } from "./told";

const telling = { hear: onBackups, ask: commands.backupState };
const quiet: BackupState = { running: false, standing: null, failed: null, room: null };

export const backupsRead = "backups";

export function useBackupState(): BackupState {
  const client = useQueryClient();
  return useTold(telling, quiet, (next) => {
    if (!next.running) void client.invalidateQueries({ queryKey: [backupsRead] });
  });
}

/** A moment and how long ago it was: `7月14日 13:58（2 小时 7 分前）`. */
export function useWhenAndAge(): (ms: number) => string {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const age = useAge();
  return (ms) => {
    const time = `${monthDay(dateOf(ms, desk.time_zone), language)} ${clock(ms, desk.time_zone)}`;
    return t("backups.whenAge", { time, age: age(Math.max(0, desk.now_ms - ms)) });
  };
}
