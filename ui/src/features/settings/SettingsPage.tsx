import { useTranslation } from "react-i18next";
import { Heading, PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Segment } from "../../components/Segment";
import { useLanguage } from "../../lib/desk";
import { switchLanguage } from "../../lib/i18n";
import { modes, switchMode, useMode } from "../../lib/mode";
import { useKeys } from "../../lib/keys";
import { useNavigate } from "@tanstack/react-router";

/** How this desk looks and speaks. */
export function SettingsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const mode = useMode();
  const navigate = useNavigate();
  useKeys([{ cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) }]);
  return (
    <Page>
      <PageHead title={t("place.settings")} />
      <div className="pad col" style={{ gap: 20, paddingTop: 8 }}>
        <div>
          <Heading>{t("settings.language")}</Heading>
          <Segment
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
            label={t("settings.mode")}
            value={mode}
            onChange={switchMode}
            choices={modes.map((one) => ({ value: one, label: t(`settings.mode.${one}`) }))}
          />
        </div>
      </div>
    </Page>
  );
}
