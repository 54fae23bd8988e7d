import { useQueryClient } from "@tanstack/react-query";
import { Calendar, Database } from "lucide-react";
import { useTranslation } from "react-i18next";
import { commands } from "../api/commands";
import { GuestPreview } from "../features/guest/GuestPreview";
import { Finder } from "../features/search/Finder";
import { useDesk, useLanguage, useNow } from "../lib/desk";
import { clock, initial, monthDay, span, weekday } from "../lib/format";
import { useBoxRests, useKeysInForce } from "../lib/keys";

type Props = {
  box: HTMLInputElement | null;
  onBox: (box: HTMLInputElement | null) => void;
  all: boolean;
  onAll: (all: boolean) => void;
  onNew: (typed: string) => void;
};

const lateAfterMs = 6 * 3_600_000;

/** House name, the box, the business date, the age of the PMS data, who is signed in. */
export function TopBar({ box, onBox, all, onAll, onNew }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const client = useQueryClient();
  const rests = useBoxRests(box);
  const keys = useKeysInForce();
  const now = useNow(desk.skewMs, 30_000);
  const age = desk.data_as_of_ms === null ? null : now - desk.data_as_of_ms;
  const leave = async () => {
    await commands.signOut();
    await client.invalidateQueries({ queryKey: ["desk"] });
  };
  return (
    <header className="top">
      <div className="brand">
        <span>{desk.hotel}</span>
        <small>{t("app.name")}</small>
      </div>
      <Finder
        ref={onBox}
        rests={rests}
        all={all}
        onAll={onAll}
        keys={keys}
        onNew={onNew}
        preview={(guest) => <GuestPreview guest={guest} />}
      />
      <div className="status">
        <span className="hide-s">
          <Calendar className="s14" size={14} aria-hidden />
          {t("top.businessDate")} <b className="num">{monthDay(desk.business_date, language)}</b>{" "}
          {weekday(desk.business_date, language)}
        </span>
        {desk.data_as_of_ms !== null && age !== null && (
          <span className={age > lateAfterMs ? "late" : undefined}>
            <Database className="s14" size={14} aria-hidden />
            PMS <b className="num">{clock(desk.data_as_of_ms, desk.zone)}</b> · <Age ms={age} />
          </span>
        )}
        <button
          type="button"
          className="who"
          onClick={() => void leave()}
          title={t("top.signOut")}
          aria-label={t("top.signOutOf", { name: desk.me.name })}
        >
          <span className="av" aria-hidden>
            {initial(desk.me.name)}
          </span>
          {desk.me.name} <span className="m sm">{t(`role.${desk.me.role}`)}</span>
        </button>
      </div>
    </header>
  );
}

function Age({ ms }: { ms: number }) {
  const { t } = useTranslation();
  const { hours, minutes } = span(ms);
  return <>{hours === 0 ? t("age.minutes", { minutes }) : t("age.hours", { hours, minutes })}</>;
}
