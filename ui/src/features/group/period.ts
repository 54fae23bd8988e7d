import type { Language } from "../../lib/i18n";
import { fullDay, monthInWords } from "../../lib/format";

/** A package's period as people read it: a month, a day; what else it is named stays as it is written. */
export function periodInWords(period: string, language: Language): string {
  if (/^\d{4}-\d{2}$/.test(period)) return monthInWords(period, language);
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return fullDay(period, language);
  return period;
}
