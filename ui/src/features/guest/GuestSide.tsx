import { Cake, Hourglass, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { GuestPage } from "../../api/draft";
import { Block, Facts } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Masked } from "../../components/Masked";
import { Meter } from "../../components/Meter";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, lunarDay, money, monthDay } from "../../lib/format";

type Props = {
  card: GuestPage;
  seen: { contactId: string; whole: string } | null;
  onReveal: (contactId: string) => void;
  onHistory: () => void;
};

/** At the right of the card: birthday, points, contacts, classes, namesakes, what happened. */
export function GuestSide({ card, seen, onReveal, onHistory }: Props) {
  const { t } = useTranslation();
  const { classes } = card;
  return (
    <>
      <Birthday card={card} />
      <Points card={card} />
      <Block title={t("contact.title")} end={t("contact.why")}>
        <Facts
          rows={[
            ...card.contacts.map((contact) => ({
              label: t(`contact.${contact.kind}`),
              value: (
                <Masked
                  shown={contact.masked}
                  what={t(`contact.${contact.kind}`)}
                  tail={contact.tail}
                  onReveal={() => onReveal(contact.id)}
                  whole={seen?.contactId === contact.id ? seen.whole : null}
                />
              ),
            })),
            ...(card.consentMarketing === null
              ? []
              : [
                  {
                    label: t("contact.marketing"),
                    value: (
                      <>
                        {card.consentMarketing.given ? t("contact.agreed") : t("contact.declined")}{" "}
                        <span className="m sm num">{card.consentMarketing.date}</span>
                      </>
                    ),
                  },
                ]),
            { label: t("contact.source"), value: card.source },
          ]}
        />
      </Block>
      <Block title={t("guest.classes")}>
        <Facts
          rows={[
            { label: t("class.value"), value: classes.value },
            { label: t("class.source"), value: classes.source },
            { label: t("class.taste"), value: classes.taste },
            { label: t("class.feedback"), value: classes.feedback },
          ].filter((row) => row.value !== "")}
        />
      </Block>
      <Namesakes card={card} />
      <Latest card={card} onHistory={onHistory} />
    </>
  );
}

function Birthday({ card: { birthday } }: { card: GuestPage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (birthday === null) return null;
  return (
    <section className="blk" aria-label={t("guest.birthday")}>
      <div className="row t">
        <Cake size={18} className="s18" aria-hidden />
        <div className="fill">
          <b>{t("birthday.soon", { days: birthday.inDays })}</b>{" "}
          <span className="sm m">
            {monthDay(birthday.date, language)}
            {birthday.lunar !== null && ` · ${lunarDay(birthday.lunar, language)}`}
          </span>
          <div className="sm i2">
            {[
              birthday.age !== null && t("birthday.age", { age: birthday.age }),
              birthday.lunar !== null && t("birthday.keepsLunar"),
            ]
              .filter((part) => part !== false)
              .join(t("list.comma"))}
          </div>
        </div>
      </div>
    </section>
  );
}

function Points({ card: { points, memberNumber, nextTier } }: { card: GuestPage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (points === null) return null;
  return (
    <Block
      title={t("guest.points")}
      end={
        memberNumber !== null && <span className="num">{t("points.member", { number: memberNumber })}</span>
      }
    >
      <div className="row b">
        <span className="big">{count(points.balance)}</span>
        <span className="sm i2">{t("points.worth", { sum: money(points.worthMinor) })}</span>
      </div>
      {points.nextPoints !== null && points.nextDate !== null && (
        <div className="sm am" style={{ marginTop: 2 }}>
          <Hourglass className="s14" size={14} aria-hidden />{" "}
          {t("points.lapse", { points: count(points.nextPoints), date: monthDay(points.nextDate, language) })}
        </div>
      )}
      {nextTier !== null && (
        <>
          <div className="lab row" style={{ margin: "10px 0 4px" }}>
            {t("points.toTier", { tier: t(`tier.${nextTier.tier}`), nights: nextTier.need - nextTier.have })}
            <span className="sp num">
              {nextTier.have} / {nextTier.need}
            </span>
          </div>
          <Meter
            label={`${nextTier.have} / ${nextTier.need}`}
            parts={[{ share: nextTier.have / nextTier.need, depth: "mid" }]}
          />
        </>
      )}
    </Block>
  );
}

function Namesakes({ card: { namesakes } }: { card: GuestPage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (namesakes.length === 0) return null;
  return (
    <Block
      title={
        <>
          <UsersRound size={16} aria-hidden /> {t("namesake.title", { count: namesakes.length })}
        </>
      }
      end={
        <>
          {t("namesake.wrong")} <Keycap cap="Ctrl Z" /> {t("namesake.back")}
        </>
      }
    >
      {namesakes.map((one) => (
        <div key={one.id} className="row">
          <b>{one.name}</b>
          <span className="i2 num">
            {[
              one.birth !== null && t("namesake.birth", { date: monthDay(one.birth, language) }),
              one.tail !== null && t("namesake.tail", { tail: one.tail }),
            ]
              .filter((part) => part !== false)
              .join(" · ")}
          </span>
        </div>
      ))}
    </Block>
  );
}

function Latest({ card, onHistory }: { card: GuestPage; onHistory: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  return (
    <Block
      title={t("history.title")}
      grow
      end={
        <button type="button" onClick={onHistory} className="linkish">
          {t("history.all", { count: count(card.historyCount) })} <Keycap cap="Alt L" />
        </button>
      }
    >
      {card.history.slice(0, 6).map((line) => {
        const date = dateOf(line.atMs, desk.zone);
        return (
          <div key={line.seq} className="row sm" style={{ minHeight: 22 }}>
            <span className="tn m">
              {date === desk.businessDate ? clock(line.atMs, desk.zone) : monthDay(date, language)}
            </span>
            <span className="i2 el">{[line.by, line.text].filter(Boolean).join(" ")}</span>
          </div>
        );
      })}
    </Block>
  );
}
