/** What every page may know of the desk it runs on: the hotel, its clock, who is signed in. Read, never written, here. */
import { createContext, use, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeskFacts, Staff } from "../api/draft";
import { isLanguage, type Language, keptLanguage } from "./i18n";

/** `skewMs` is what must be added to this machine's clock to get the core's. */
export type Desk = DeskFacts & { me: Staff; skewMs: number };

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error("a page is shown outside the frame");
  return desk;
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : keptLanguage();
}

/** The present instant by the core's clock, told anew every `everyMs`. */
export function useNow(skewMs: number, everyMs: number): number {
  const [now, setNow] = useState(() => Date.now() + skewMs);
  useEffect(() => {
    const tick = () => setNow(Date.now() + skewMs);
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [skewMs, everyMs]);
  return now;
}
