import { useTranslation } from "react-i18next";
import type { Card, Member } from "../../api/bindings";
import { word } from "../../lib/i18n";

type Props = {
  member: Member;
  card: Card | undefined;
  /** The period, or the figure. */
  about: string;
};

/** Whose account a paper is about: number, tier, since when, and a contact with only its end to be read. */
export function WhosePaper({ member, card, about }: Props) {
  const { t } = useTranslation();
  const phone = card?.contacts.find((contact) => contact.kind === "phone");
  return (
    <div className="sum">
      <span>
        {t("place.members")} <b>{member.member_no}</b>
      </span>
      <span>{word("tier", member.tier)}</span>
      <span>{t("member.since", { date: member.enrolled_on })}</span>
      {phone !== undefined && <span>{phone.masked}</span>}
      <span>{about}</span>
    </div>
  );
}
