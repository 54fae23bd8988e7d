import { useTranslation } from "react-i18next";
import type { GuestHit, Where } from "../../api/draft";
import { Hit } from "../../components/Hit";
import { Keycap } from "../../components/Keycap";
import { TierBars } from "../../components/Marks";

/** Where a guest is now, or when they last were. */
export function WhereNow({ where }: { where: Where }) {
  const { t } = useTranslation();
  switch (where.kind) {
    case "arriving":
      return <span className="pn w6 num">{t("where.arriving", { room: where.room ?? t("room.none") })}</span>;
    case "in_house":
      return <span className="w6 num">{t("where.inHouse", { room: where.room })}</span>;
    case "last":
      return <span className="i2 num">{t("where.last", { date: where.date })}</span>;
    case "never":
      return <span className="m">{t("where.never")}</span>;
  }
}

/** One person found: who, where now, and why they were found. */
export function GuestRow({ hit, first }: { hit: GuestHit; first: boolean }) {
  const { t } = useTranslation();
  const { guest, why } = hit;
  const typed = why.typedName ?? "";
  return (
    <>
      <div>
        <div className="nm">
          {guest.name} {guest.honorific !== "none" && <span>{t(`honorific.${guest.honorific}`)}</span>}
        </div>
        <div className="sm m el">
          <Hit
            text={guest.pinyin}
            hit={
              guest.pinyin.toLowerCase().startsWith(typed.toLowerCase())
                ? typed
                : guest.pinyin.slice(0, hit.pinyinHit)
            }
          />
        </div>
      </div>
      <div>
        <div>
          <WhereNow where={hit.where} />
        </div>
        <div>
          <TierBars tier={hit.tier} />
        </div>
      </div>
      <div className="why">
        <span className="num">
          {why.field === "phone" || why.field === "name" || why.field === "room"
            ? ""
            : `${t(`field.${why.field}`)} `}
          <Hit text={why.shown} hit={why.hit} />
        </span>
        <span>
          {why.surname !== null && why.typedName !== null && (
            <>
              {t("why.surname", { surname: why.surname })} = <b>{why.typedName}</b>
              {t("list.comma")}
            </>
          )}
          {t(`why.${why.field}`)} <b className="num">{why.hit}</b>
        </span>
      </div>
      <div className="r">{first && <Keycap cap="Enter" />}</div>
    </>
  );
}
