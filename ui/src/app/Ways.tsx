import { FlaskConical, HardDrive, Usb } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Keycap } from "../components/Keycap";
import { Segment } from "../components/Segment";
import { useLanguage } from "../lib/desk";
import { switchLanguage } from "../lib/i18n";
import type { Way } from "./useFirstRun";

/** What the first page asks, and the language it is asked in. */
export function StartTitle() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="row t" style={{ marginBottom: 22 }}>
      <div>
        <h1 className="h30">{t("first.title")}</h1>
        <div className="i2">{t("first.long")}</div>
      </div>
      <span className="sp">
        <Segment
          label={t("settings.language")}
          size="s"
          value={language}
          onChange={(next) => void switchLanguage(next)}
          choices={[
            { value: "zh-CN", label: "简体中文" },
            { value: "zh-TW", label: "繁體中文" },
            { value: "en", label: "English" },
          ]}
        />
      </span>
    </div>
  );
}

type WaysProps = { ways: readonly Way[]; folder: string; way: Way; onWay: (way: Way) => void };

/** The three ways to begin, each with what it leads to. */
export function Ways({ ways, folder, way, onWay }: WaysProps) {
  const { t } = useTranslation();
  return (
    <div role="radiogroup" aria-label={t("first.title")}>
      {ways.map((one, at) => (
        <label key={one} className={one === "practice" ? "op pr" : "op"}>
          <input type="radio" name="way" checked={way === one} onChange={() => onWay(one)} />
          <span>
            <span className="t">
              {one === "practice" && <FlaskConical size={16} aria-hidden />} {t(`first.${one}.title`)}
            </span>
            <span className="d">{t(`first.${one}.what`)}</span>
            <span className="f">
              {one === "practice" ? (
                t("first.practice.note")
              ) : one === "backup" ? (
                <span>
                  <Usb className="s14" size={14} aria-hidden /> {t("first.backup.note")}
                </span>
              ) : (
                <span>
                  <HardDrive className="s14" size={14} aria-hidden /> {t("first.hotel.place", { folder })}
                </span>
              )}
            </span>
          </span>
          <Keycap cap={String(at + 1)} />
        </label>
      ))}
    </div>
  );
}
