import { Calendar, Database } from "lucide-react";
import { use } from "react";
import { useTranslation } from "react-i18next";
import type { GuestId } from "../api/bindings";
import { GuestPreview } from "../features/guest/GuestPreview";
import { Finder } from "../features/search/Finder";
import { useAge } from "../lib/age";
import { useDesk, useLanguage, useNow } from "../lib/desk";
import { clock, dateOf, initial, monthDay, weekday } from "../lib/format";
import { useBoxRests, useKeysInForce } from "../lib/keys";
import { LeaveContext } from "./leave";

type Props = {
  box: HTMLInputElement | null;
  onBox: (box: HTMLInputElement | null) => void;
  text: string;
  onText: (text: string) => void;
  onPicked: (guest: GuestId, words: string) => void;
  all: boolean;
  onAll: (all: boolean) => void;
  /** Absent where the person may not take down guests. */
  onNew: ((typed: string) => void) | undefined;
};

/** House name, the box, the business date, the age of the PMS data, who is signed in. */
export function TopBar({ box, onBox, text, onText, onPicked, all, onAll, onNew }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const leave = use(LeaveContext);
  const rests = useBoxRests(box);
  const keys = useKeysInForce();
  return (
    <header className="top">
      <div className="brand">
        <span>{desk.hotel}</span>
        <small>{t("app.name")}</small>
      </div>
      <Finder
        ref={onBox}
        rests={rests}
        text={text}
        onText={onText}
        onPicked={onPicked}
        all={all}
        onAll={onAll}
        keys={keys}
        onNew={onNew}
        preview={(guest) => <GuestPreview guest={guest} />}
      />
      <div className="status">
        <span className="hide-s">
          <Calendar className="s14" size={14} aria-hidden />
          {t("top.businessDate")} <b className="num">{monthDay(desk.today, language)}</b>{" "}
          {weekday(desk.today, language)}
        </span>
        <DataAge />
        <button
          type="button"
          className="who"
          onClick={() => void leave("by_key")}
          title={t("top.signOut")}
          aria-label={t("top.signOutOf", { name: desk.user.name })}
        >
          <span className="av" aria-hidden>
            {initial(desk.user.name)}
          </span>
          {desk.user.name} <span className="m sm">{t(`role.${desk.user.role}`)}</span>
        </button>
      </div>
    </header>
  );
}

const lateAfterMs = 6 * 3_600_000;

/** How old the PMS data is; amber past six hours, never in the way. */
function DataAge() {
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 30_000);
  const asOf = desk.data_as_of_ms;
  const age = useAge();
  if (asOf === null) return null;
  const date = dateOf(asOf, desk.time_zone);
  const when = date === dateOf(now, desk.time_zone) ? clock(asOf, desk.time_zone) : monthDay(date, language);
  return (
    <span className={now - asOf > lateAfterMs ? "late" : undefined}>
      <Database className="s14" size={14} aria-hidden />
      PMS <b className="num">{when}</b> · {age(now - asOf)}
    </span>
  );
}
