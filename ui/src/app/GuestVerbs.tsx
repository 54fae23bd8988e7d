import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Card } from "../api/bindings";
import { Action } from "../components/Action";
import { EnrolDialog } from "../features/member/EnrolDialog";
import { useMay } from "../lib/desk";
import { type KeyUse, useKeys } from "../lib/keys";

/** What other pages do for a guest, at the head of the card: points or enrolment, a complaint. */
export function GuestVerbs({ card }: { card: Card }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [enrolling, setEnrolling] = useState(false);
  const { guest } = card;
  const complain = () => {
    const room = card.current?.state === "in_house" ? card.current.room_no : "";
    void navigate({
      to: "/tickets/new",
      search: { about: room === "" ? guest.name : room, guest: guest.id },
    });
  };
  const points = () => {
    if (card.member === null) setEnrolling(true);
    else void navigate({ to: "/member/$id", params: { id: guest.id } });
  };
  const keys: KeyUse[] = [];
  const member = card.member !== null ? may("read_member") : may("enrol_member");
  if (member)
    keys.push({
      cap: "F6",
      label: card.member === null ? t("member.enrol") : t("member.account"),
      place: "verb",
      run: points,
    });
  if (may("open_ticket")) keys.push({ cap: "F9", label: t("place.tickets"), place: "verb", run: complain });
  useKeys(keys);
  return (
    <>
      {member && card.member === null && (
        <Action cap="F6" onClick={points}>
          {t("member.enrol")}
        </Action>
      )}
      {may("read_privacy") && (
        <Action onClick={() => void navigate({ to: "/privacy/$id", params: { id: guest.id } })}>
          {t("privacy.title")}
        </Action>
      )}
      {may("open_ticket") && (
        <Action cap="F9" onClick={complain}>
          {t("place.tickets")}
        </Action>
      )}
      {enrolling && <EnrolDialog guest={guest.id} name={guest.name} onClose={() => setEnrolling(false)} />}
    </>
  );
}
