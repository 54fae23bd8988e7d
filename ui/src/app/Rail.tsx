import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useDesk } from "../lib/desk";
import { clock } from "../lib/format";
import { places, type Place } from "./places";

/** The places at the left, with how many wait there; who is on duty at the foot. */
export function Rail() {
  const { t } = useTranslation();
  const desk = useDesk();
  const counts: Partial<Record<Place["id"], { text: string; act: boolean }>> = {
    today: { text: String(desk.arrivals), act: false },
    tickets: { text: String(desk.open_tickets), act: desk.open_tickets > 0 },
  };
  return (
    <nav className="rail" aria-label={t("rail.label")}>
      {places.map((place) => {
        const waiting = counts[place.id];
        return (
          <Link key={place.id} to={place.to} activeOptions={{ exact: place.to === "/" }} tabIndex={0}>
            <place.icon size={18} className="s18" aria-hidden />
            <span>{t(`place.${place.id}`)}</span>
            {waiting !== undefined && <span className={waiting.act ? "n rd" : "n"}>{waiting.text}</span>}
          </Link>
        );
      })}
      {desk.duty !== null && (
        <div className="grow hide-s duty">
          <span className="lab">{t("rail.duty")}</span>
          <b>{desk.duty.name}</b>
          <span className="sm i2 num">
            {t("rail.until", { extension: desk.duty.extension, time: clock(desk.duty.until_ms, desk.zone) })}
          </span>
        </div>
      )}
    </nav>
  );
}
