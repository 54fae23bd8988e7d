import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  BadgeCheck,
  FileUp,
  HardDrive,
  ListChecks,
  PackageOpen,
  Scale,
  ShieldCheck,
  Smartphone,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "../../api/bindings";
import { call } from "../../api/call";
import { Action } from "../../components/Action";
import { Facts, Heading, PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Segment } from "../../components/Segment";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { switchLanguage } from "../../lib/i18n";
import { type KeyUse, useKeys } from "../../lib/keys";
import { modes, switchMode, useMode } from "../../lib/mode";
import { useNth } from "../../lib/nth";
import { KeyStore } from "./KeyStore";
import { LockAfter } from "./LockAfter";
import { OwnPin } from "./OwnPin";
import { Promises } from "./Promises";
import { StaffList } from "./StaffList";
import { WatchedFolder } from "./WatchedFolder";

/** The pages behind the settings, each with its key, for whoever may. */
const ways = [
  { op: "edit_programme", cap: "Alt G", text: "programme.title", to: "/programme", icon: BadgeCheck },
  { op: "edit_limits", cap: "Alt L", text: "limits.title", to: "/limits", icon: Scale },
  { op: "enrol_phone", cap: "Alt H", text: "phone.own", to: "/phone", icon: Smartphone },
  { op: "read_backups", cap: "Alt B", text: "backups.title", to: "/backups", icon: HardDrive },
  { op: "check", cap: "Alt K", text: "sound.title", to: "/check", icon: ListChecks },
  { op: "read_privacy", cap: "Alt R", text: "privacy.title", to: "/privacy", icon: ShieldCheck },
  { op: "bring_back", cap: "Alt S", text: "bringBack.title", to: "/bring-back", icon: PackageOpen },
] as const;

/** What other features show here; the app puts them together. */
export type SettingsParts = { routine: ReactNode };

/** How this desk looks and speaks, the house's facts, its staff, the way to imports. */
export function SettingsPage({ parts }: { parts: SettingsParts }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  useNth(["settings-language", "settings-mode"]);
  // Packages come back into an empty file only: later the way to them is gone.
  const offered = useQuery({
    queryKey: ["bring-back-offered"],
    queryFn: () => call(commands.bringBackOffered()),
    meta: { reads: ["guest", "stay", "ticket", "import"] },
    enabled: may("bring_back"),
  });
  const mine = ways.filter((way) => may(way.op) && (way.op !== "bring_back" || offered.data === true));
  const keys: KeyUse[] = [
    { cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) },
    ...mine.map(({ cap, text, to }): KeyUse => ({
      cap,
      label: t(text),
      place: "verb",
      run: () => void navigate({ to }),
    })),
  ];
  useKeys(keys);
  return (
    <Page>
      <PageHead title={t("place.settings")}>
        {mine.map(({ cap, text, to, icon }) => (
          <Action key={cap} size="s" cap={cap} icon={icon} onClick={() => void navigate({ to })}>
            {t(text)}
          </Action>
        ))}
        {may("preview_import") && (
          <Action size="s" cap="F5" icon={FileUp} onClick={() => void navigate({ to: "/imports" })}>
            {t("imports.title")}
          </Action>
        )}
      </PageHead>
      <div className="pad row t wrap" style={{ paddingBottom: 16, gap: "24px 48px" }}>
        <Looks />
        <House />
        <KeyStore />
        {may("read_tickets") && <Promises />}
        {may("preview_import") && <WatchedFolder />}
        {may("preview_export") && parts.routine}
      </div>
      <StaffList />
    </Page>
  );
}

function Looks() {
  const { t } = useTranslation();
  const language = useLanguage();
  const mode = useMode();
  return (
    <div className="col" style={{ gap: 16 }}>
      <div>
        <Heading>{t("settings.language")}</Heading>
        <Segment
          id="settings-language"
          label={t("settings.language")}
          value={language}
          onChange={(next) => void switchLanguage(next)}
          choices={[
            { value: "zh-CN", label: "简体中文" },
            { value: "zh-TW", label: "繁體中文" },
            { value: "en", label: "English" },
          ]}
        />
      </div>
      <div>
        <Heading>{t("settings.mode")}</Heading>
        <Segment
          id="settings-mode"
          label={t("settings.mode")}
          value={mode}
          onChange={switchMode}
          choices={modes.map((one) => ({ value: one, label: t(`settings.mode.${one}`) }))}
        />
      </div>
      <OwnPin />
    </div>
  );
}

function House() {
  const { t } = useTranslation();
  const desk = useDesk();
  return (
    <div style={{ minWidth: 320 }}>
      <Heading>{t("settings.house")}</Heading>
      <Facts
        labelWidth={96}
        rows={[
          { label: t("first.hotel.name"), value: desk.hotel },
          { label: t("first.hotel.code"), value: <span className="num">{desk.code}</span> },
          { label: t("first.hotel.currency"), value: desk.currency },
          { label: t("first.hotel.zone"), value: desk.time_zone },
        ]}
      />
      <LockAfter />
    </div>
  );
}
