import { ShieldAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PreferenceKind, PreferenceLine } from "../../api/bindings";
import { Empty } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useDesk, useLanguage, useNow } from "../../lib/desk";
import { monthDay } from "../../lib/format";

const freshMs = 5 * 60_000;
/** Kept with the guest's consent only. */
export const sensitive: readonly PreferenceKind[] = ["health", "religion", "minor"];

/** Likes and needs: the sensitive ones in amber, what was just written down marked. */
export function WishesList({ lines }: { lines: readonly PreferenceLine[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return <Empty title={t("wish.none")}>{t("wish.noneWhy")}</Empty>;
  return (
    <div className="list">
      {lines.map((line) => (
        <Wish key={line.preference.id} line={line} />
      ))}
    </div>
  );
}

function Wish({ line: { preference, author } }: { line: PreferenceLine }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 60_000);
  const fresh = now - preference.created_at_ms < freshMs;
  const date = preference.business_date;
  const thisYear = date.slice(0, 4) === desk.today.slice(0, 4);
  const when = fresh ? t("wish.justNow") : thisYear ? monthDay(date, language) : date.slice(0, 7);
  const careful = sensitive.includes(preference.kind);
  return (
    <div className={fresh ? "pref new" : "pref"}>
      <span className={careful ? "am w6" : "i2"}>
        {careful && <ShieldAlert className="s14" size={14} aria-hidden />} {t(`wish.kind.${preference.kind}`)}
      </span>
      <span className="el row">
        {careful ? <b>{preference.words}</b> : <span className="el">{preference.words}</span>}
        {preference.consent_at_ms !== null && <Tag tone="here">{t("wish.consented")}</Tag>}
        {preference.origin === "observed" && <Tag tone="dash">{t("wish.observed")}</Tag>}
      </span>
      <span className="sm m nw">
        {author} {when}
      </span>
    </div>
  );
}
