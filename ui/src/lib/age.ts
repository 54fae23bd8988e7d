import { useTranslation } from "react-i18next";
import { span } from "./format";

/** From here on days are enough. */
const hoursMax = 48;

/** How long something lasted or how old it is, in words: minutes, then hours and minutes, then days. */
export function useAge(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const { hours, minutes } = span(ms);
    if (hours === 0) return t("age.minutes", { minutes });
    return hours < hoursMax
      ? t("age.hours", { hours, minutes })
      : t("age.days", { days: Math.floor(hours / 24) });
  };
}
