import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useDesk, useMay, useNow } from "../lib/desk";
import { clock } from "../lib/format";
import { places, type Place, standsAt } from "./places";

/** The places at the left that this person may see, with how many wait there. */
export function Rail() {
  const { t } = useTranslation();
  const desk = useDesk();
  const may = useMay();
  const { pathname } = useLocation();
  const waiting: Partial<Record<Place["id"], { count: number; act: boolean }>> = {
    today: { count: desk.arrivals, act: false },
    tickets: { count: desk.open_tickets, act: true },
  };
  return (
    <nav className="rail" aria-label={t("rail.label")}>
      {places
        .filter((place) => place.needs === null || may(place.needs))
        .map((place) => {
          const { count = 0, act = false } = waiting[place.id] ?? {};
          return (
            <Link
              key={place.id}
              to={place.to}
              {...(standsAt(place, pathname) && { "aria-current": "page" as const })}
            >
              <place.icon size={18} className="s18" aria-hidden />
              <span>{t(`place.${place.id}`)}</span>
              {count > 0 && <span className={act ? "n rd" : "n"}>{count}</span>}
            </Link>
          );
        })}
      <OnDuty />
    </nav>
  );
}

/** Who is on duty, at the rail's foot, as long as they are; nobody where the shift was not taken over. */
function OnDuty() {
  const { t } = useTranslation();
  const { on_duty: duty, skewMs, time_zone: zone } = useDesk();
  const now = useNow(skewMs, 30_000);
  if (duty === null || now >= duty.until_ms) return null;
  return (
    <div className="duty-now">
      <div className="m">{t("duty.onDutyManager")}</div>
      <b>{duty.name}</b>
      <div className="tn">{t("duty.onDutyUntil", { time: clock(duty.until_ms, zone) })}</div>
    </div>
  );
}
