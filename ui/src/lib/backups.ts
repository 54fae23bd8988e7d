/** How the house's backups stand, told by the shell whenever it changes, and how old something is. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type BackupState, commands } from "../api/bindings";
import { onBackups } from "../api/call";
import { useDesk, useLanguage } from "./desk";
import { clock, dateOf, monthDay, span } from "./format";

const quiet: BackupState = { running: false, standing: null, failed: null, room: null };

export const backupsRead = "backups";

export function useBackupState(): BackupState {
  const client = useQueryClient();
  const [state, setState] = useState(quiet);
  useEffect(() => {
    let heard = false;
    const stop = onBackups((next) => {
      heard = true;
      setState(next);
      if (!next.running) void client.invalidateQueries({ queryKey: [backupsRead] });
    });
    const look = async () => {
      const now = await commands.backupState();
      // What was told meanwhile is newer than what was asked for.
      if (!heard) setState(now);
    };
    void look();
    return () => {
      heard = true;
      stop();
    };
  }, [client]);
  return state;
}

/** A moment and how long ago it was: `7月14日 13:58（2 小时 7 分前）`. */
export function useWhenAndAge(): (ms: number) => string {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  return (ms) => {
    const { hours, minutes } = span(Math.max(0, desk.now_ms - ms));
    const age =
      hours === 0
        ? t("age.minutes", { minutes })
        : hours < 48
          ? t("age.hours", { hours, minutes })
          : t("age.days", { days: Math.floor(hours / 24) });
    const time = `${monthDay(dateOf(ms, desk.time_zone), language)} ${clock(ms, desk.time_zone)}`;
    return t("backups.whenAge", { time, age });
  };
}
