import en from "@locales/en.json";
import zhCN from "@locales/zh-CN.json";
import zhTW from "@locales/zh-TW.json";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export const languages = ["zh-CN", "zh-TW", "en"] as const;
export type Language = (typeof languages)[number];

/** Every visible text's key. Chinese is the source; the other two must carry the same keys, and a test holds them to it. */
export type TextKey = keyof typeof zhCN;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "text";
    resources: { text: typeof zhCN };
    keySeparator: false;
    nsSeparator: false;
    // Our keys carry the wire's names, which have underscores; no text of ours bends by number or context.
    contextSeparator: "::";
    pluralSeparator: "::";
  }
}

const kept = "lobby.language";

export function isLanguage(text: string | null): text is Language {
  return languages.some((language) => language === text);
}

export function keptLanguage(): Language {
  const language = localStorage.getItem(kept);
  return isLanguage(language) ? language : "zh-CN";
}

export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(kept, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

/** Starts the texts in the language last chosen on this machine. */
export function startTexts(): void {
  const language = keptLanguage();
  document.documentElement.lang = language;
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: "text",
    ns: ["text"],
    keySeparator: false,
    nsSeparator: false,
    contextSeparator: "::",
    pluralSeparator: "::",
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { "zh-CN": { text: zhCN }, "zh-TW": { text: zhTW }, en: { text: en } },
  });
}

/** The text of `key` with `args` put in where their names are only known at run time, as a fault's are. */
export function say(key: TextKey, args: Record<string, string>): string {
  const text: unknown = i18next.getResource(i18next.language, "text", key);
  return typeof text === "string" ? text.replace(/{{(\w+)}}/g, (_, name: string) => args[name] ?? "") : key;
}

/** The word for one of the core's codes: `word("problem", "water_leak")`. A code without a text is shown as it is. */
export function word(group: WordGroup, code: string): string {
  const text: unknown = i18next.getResource(i18next.language, "text", `${group}.${code}`);
  return typeof text === "string" ? text : code;
}

/** The groups of words that follow the core's own codes. */
export type WordGroup =
  | "core.finding"
  | "duty.kind"
  | "event.effectOf"
  | "event.kind"
  | "event.origin"
  | "event.state"
  | "left_out"
  | "reach"
  | "referral.state"
  | "op"
  | "axis.value"
  | "axis.source"
  | "axis.liking"
  | "axis.feedback"
  | "problem"
  | "tier"
  | "ticket.state"
  | "ticketKind"
  | "action.state"
  | "prevention"
  | "cause"
  | "house_cause"
  | "severity"
  | "department"
  | "pay"
  | "field"
  | "document"
  | "standard"
  | "duplicate.band"
  | "duplicate.feature"
  | "duplicate.level"
  | "contact"
  | "stay.state"
  | "area"
  | "touchpoint"
  | "honorific"
  | "entry"
  | "source"
  | "reward"
  | "programmeField"
  | "sheet"
  | "role"
  | "import.mapping"
  | "import.code"
  | "balance.code"
  | "import.warning";

export function isTextKey(text: string): text is TextKey {
  return Object.hasOwn(zhCN, text);
}
