import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Card, DuplicateFace, DuplicateReason, GuestId } from "../../api/bindings";
import { useLanguage, useMay } from "../../lib/desk";
import { birthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { suspectsOf } from "./queries";

/** Somebody who may be the same person, with what tells them apart and, where it is suspected, why. */
export type Other = { id: GuestId; told: string; why: string };

/** Who may be the same person: those found by comparing, best first, then the other namesakes. */
export function useOthers(card: Card): readonly Other[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const found = useQuery({ ...suspectsOf(card.guest.id), enabled: may("read_duplicates") });
  const suspects = (found.data ?? []).map(({ suspect, one, other }): Other => {
    const face = one.guest === card.guest.id ? other : one;
    return {
      id: face.guest,
      told: toldOf(face),
      why: `${word("duplicate.band", suspect.band)}：${because(suspect.because)}`,
    };
  });
  const namesakes = card.namesakes.map((one): Other => {
    const told = [
      one.name,
      one.born !== null && t("namesake.birth", { date: birthDay(one.born, language) }),
      one.phone_tail !== null && t("namesake.tail", { tail: one.phone_tail }),
      one.room_today !== null && t("namesake.room", { room: one.room_today }),
    ];
    return { id: one.guest_id, told: told.filter((part) => part !== false).join(" · "), why: "" };
  });
  const known = new Set(suspects.map((one) => one.id));
  return [...suspects, ...namesakes.filter((one) => !known.has(one.id))];
}

/** Who it is and what tells them apart: name, phone, company, member number. */
export function toldOf(face: DuplicateFace): string {
  const told = [face.name, face.latin_name, face.phone, face.company, face.member_no];
  return told.filter((part) => part !== "").join(" · ");
}

/** What speaks for it, in words: 姓相同、电话相同. */
export function because(reasons: readonly DuplicateReason[]): string {
  return reasons
    .filter((one) => one.weight > 0)
    .map((one) => word("duplicate.feature", one.feature) + word("duplicate.level", one.level))
    .join("、");
}
