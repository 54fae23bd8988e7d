import { useTranslation } from "react-i18next";

/** The violet bar that stands over everything of the practice hotel. */
export function PracticeBar() {
  const { t } = useTranslation();
  return (
    <div className="practice" role="status">
      <span className="hatch" />
      {t("practice.bar")}
      <span className="w4">{t("practice.what")}</span>
      <span className="hatch e" />
    </div>
  );
}
