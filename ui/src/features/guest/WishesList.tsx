import { ShieldAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Wish } from "../../api/draft";
import { Tag } from "../../components/Tag";
import { useDesk, useLanguage, useNow } from "../../lib/desk";
import { dateOf, monthDay } from "../../lib/format";

const freshMs = 5 * 60_000;

/** Likes and needs: health first in amber, the newest one marked. */
export function WishesList({ wishes }: { wishes: readonly Wish[] }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 60_000);
  return (
    <div className="list">
      {wishes.map((wish) => {
        const fresh = Math.abs(now - wish.atMs) < freshMs;
        const date = dateOf(wish.atMs, desk.zone);
        const when = fresh
          ? t("wish.justNow")
          : date.slice(0, 4) === desk.businessDate.slice(0, 4)
            ? monthDay(date, language)
            : date.slice(0, 7);
        return (
          <div key={wish.id} className={fresh ? "pref new" : "pref"}>
            {wish.kind === "health" ? (
              <span className="am w6">
                <ShieldAlert className="s14" size={14} aria-hidden /> {t("wish.kind.health")}
              </span>
            ) : (
              <span className="i2">{t(`wish.kind.${wish.kind}`)}</span>
            )}
            <span className="el">
              {wish.kind === "health" ? <b>{wish.text}</b> : wish.text}{" "}
              {wish.consent && <Tag tone="here">{t("wish.consented")}</Tag>}{" "}
              {wish.observed && <Tag tone="dash">{t("wish.observed")}</Tag>}
            </span>
            <span className="sm m nw">
              {wish.by} {when}
            </span>
          </div>
        );
      })}
    </div>
  );
}
