/** What every page may know of the desk it runs on: the hotel, its clock, who is signed in. Read, never written, here. */
import { createContext, use, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Frame, Op } from "../api/bindings";
import { isLanguage, type Language, keptLanguage } from "./i18n";

/** `skewMs` is what must be added to this machine's clock to get the hotel's. */
export type Desk = Frame & { skewMs: number };

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error("a page is shown outside the frame");
  return desk;
}

/** Whether the person signed in may do something at all; limits and departments are the core's to judge. */
export function useMay(): (op: Op) => boolean {
  const { may } = useDesk();
  return (op) => may.includes(op);
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : keptLanguage();
}

/** The present instant by the hotel's clock, told anew every `everyMs`. */
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
