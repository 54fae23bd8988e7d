import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Head } from "../api/bindings";
import { useAge } from "../lib/age";
import { useDesk, useLanguage } from "../lib/desk";
import { clock, count, dateOf, fullDay, lunarDay, monthDay } from "../lib/format";
import { type PaperPart, Sheets } from "./Sheets";

type Props = {
  title: string;
  /** Whom or what it is about, in the name's own face; empty where the title says it. */
  name?: string;
  /** The day it is about. */
  day: string;
  lunar?: Parameters<typeof lunarDay>[0] | null;
  /** The hotel's instant at which it was asked for; else when it opened. */
  at?: number;
  /** How old what stands on it is: `PMS 数据 07:32（6 小时 34 分前）`. */
  age: (at: number) => string;
  notice: string;
  /** The chain's head, so that paper and file can be held against each other. */
  head: Head;
  /** The page's figures, under its head. */
  sum?: ReactNode;
  parts: readonly PaperPart[];
  closes?: boolean;
  /** On half a sheet: what is put into somebody's hand. */
  half?: boolean;
  /** It went to the printer, or was put away there. */
  onPrinted?: () => void;
};

/** Whatever goes to paper: the house's head, the age of what stands on it, the parts, the foot. It prints once it stands. */
export function Paper({
  title,
  name = "",
  at: asked,
  age,
  notice,
  head,
  sum,
  parts,
  closes = false,
  half = false,
  ...rest
}: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const [at] = useState(() => asked ?? Date.now() + desk.skewMs);
  const { onPrinted } = rest;
  useEffect(() => {
    if (onPrinted === undefined) return undefined;
    window.addEventListener("afterprint", onPrinted, { once: true });
    return () => window.removeEventListener("afterprint", onPrinted);
  }, [onPrinted]);
  const day = `${fullDay(rest.day, language)}${rest.lunar ? ` ${lunarDay(rest.lunar, language)}` : ""}`;
  const printed = `${t("print.printed", { time: clock(at, desk.time_zone), name: desk.user.name })} ${age(at)}`;
  const drill = desk.practice && <div className="drill">{t("print.practice")}</div>;
  return (
    <Sheets
      head={
        <>
          {drill}
          <div className="top-of">
            <div>
              <div className="house">{desk.hotel}</div>
              <h1>{title}</h1>
            </div>
            <div>
              {day}
              <br />
              {printed}
            </div>
          </div>
          {name !== "" && <div className="whom">{name}</div>}
          {sum}
        </>
      }
      headAgain={
        <>
          {drill}
          <div className="top-of again">
            <div className="house">{[desk.hotel, title, name].filter(Boolean).join(" · ")}</div>
            <div>
              {fullDay(rest.day, language)} {printed}
            </div>
          </div>
        </>
      }
      parts={parts}
      closes={closes}
      half={half}
      foot={(page, of) => (
        <div className="ft">
          <span>{notice}</span>
          <span className="tn">{t("print.head", { seq: count(head.seq), mac: mark(head.mac) })}</span>
          <span>{t("print.page", { page, of })}</span>
        </div>
      )}
      onReady={() => window.print()}
    />
  );
}

/** The first eight signs of a mac in two groups: enough to compare by eye. */
const mark = (mac: string) => `${mac.slice(0, 4)} ${mac.slice(4, 8)}`;

/** How old the PMS's data are at an instant: `PMS 数据 07:32（6 小时 34 分前）`, or that there are none. */
export function useDataAge(asOf: number | null): (at: number) => string {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const age = useAge();
  return (at) => {
    if (asOf === null) return t("print.noData");
    const date = dateOf(asOf, desk.time_zone);
    const time = clock(asOf, desk.time_zone);
    return t("print.data", {
      time: date === dateOf(at, desk.time_zone) ? time : `${monthDay(date, language)} ${time}`,
      age: age(at - asOf),
    });
  };
}
