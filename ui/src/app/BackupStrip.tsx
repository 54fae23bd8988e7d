import { useNavigate } from "@tanstack/react-router";
import { HardDrive } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { BackupState } from "../api/bindings";
import { Action } from "../components/Action";
import { Banner } from "../components/Banner";
import { useBackupState, useWhenAndAge } from "../lib/backups";
import { useMay } from "../lib/desk";
import { wordsOf } from "../lib/faults";
import { count } from "../lib/format";
import { say } from "../lib/i18n";

/** Across every page: a disk that is full or soon will be; a backup that lacks, is late or failed, with the age of the newest. */
export function BackupStrip() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const state = useBackupState();
  const said = useSaid(state);
  // What only asks for a second disk is said to whoever can set one; what fails is said to everybody.
  if (said === null || (said.tone === "look" && !may("set_backup_place"))) return null;
  const action = may("read_backups") && (
    <Action size="s" onClick={() => void navigate({ to: "/backups" })}>
      {t("backups.title")}
    </Action>
  );
  return (
    <Banner icon={HardDrive} fact={said.fact} tone={said.tone} action={action}>
      {said.so}
    </Banner>
  );
}

type Said = { fact: string; so: string; tone: "look" | "act" };

function useSaid({ standing, failed, room }: BackupState): Said | null {
  const { t } = useTranslation();
  const when = useWhenAndAge();
  // Without room nothing else can be put right, a late backup least of all.
  if (room === "gone") return { fact: t("backups.roomGone"), so: t("backups.roomGoneSo"), tone: "act" };
  if (room === "little") return { fact: t("backups.roomLittle"), so: t("backups.roomLittleSo"), tone: "act" };
  if (standing === null || standing.alarm === null) return failed === null ? null : failedSaid(failed, t);
  const age = standing.newest_ms === null ? t("backups.none") : when(standing.newest_ms);
  switch (standing.alarm) {
    case "place_away":
      return { fact: t("backups.away"), so: t("backups.awaySo", { age }), tone: "act" };
    case "late":
      return {
        fact: t("backups.late", { changes: count(standing.unsaved) }),
        so: failed === null ? t("backups.lateSo", { age }) : failedSaid(failed, t).so,
        tone: "act",
      };
    case "no_place":
      return { fact: t("backups.noPlace"), so: t("backups.noPlaceSo"), tone: "look" };
    case "same_disk":
      return { fact: t("backups.sameDisk"), so: t("backups.sameDiskSo"), tone: "look" };
  }
}

function failedSaid(code: string, t: (key: "backups.failed") => string): Said {
  const words = wordsOf({ kind: "failed", code, args: {} });
  return { fact: t("backups.failed"), so: say(words.what, {}), tone: "act" };
}
