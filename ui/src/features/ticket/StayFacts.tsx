import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { GuestId } from "../../api/bindings";
import { TierBars } from "../../components/Marks";
import { useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { guestCard } from "../../lib/card";

/** Beside a guest's name on a ticket: tier, which stay it is, until when they are here. */
export function StayFacts({ guest }: { guest: GuestId }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const card = useQuery(guestCard(guest)).data;
  if (card === undefined) return null;
  const { current, nth } = card;
  const told = [
    nth > 0 && t("guest.nthTime", { nth }),
    current?.state === "in_house" && t("ticket.staysUntil", { day: monthDay(current.departure, language) }),
  ].filter((part) => part !== false && part !== undefined);
  return (
    <>
      <TierBars tier={card.member?.tier ?? ""} />
      <span className="i2 num stays">{told.join(" · ")}</span>
    </>
  );
}
