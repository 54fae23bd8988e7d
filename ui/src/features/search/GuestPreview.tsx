import { useQuery } from "@tanstack/react-query";
import { Handshake, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Preview } from "../../api/draft";
import { AmberBar } from "../../components/Banner";
import { Facts } from "../../components/Blocks";
import { TierBars } from "../../components/Marks";
import { Waiting } from "../../components/States";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, lunarDay, monthDay } from "../../lib/format";
import { preview } from "./queries";

/** What matters about the guest under the selection: promise, today, likes, birthday, points, namesakes. */
export function GuestPreview({ guestId }: { guestId: string | null }) {
  const { t } = useTranslation();
  const shown = useQuery(preview(guestId));
  if (shown.data === undefined) return <Waiting />;
  const { guest, tier, nth, promise, namesakes } = shown.data;
  return (
    <>
      <div className="name" style={{ fontSize: 20, lineHeight: "28px" }}>
        {guest.name}{" "}
        {guest.honorific !== "none" && (
          <span className="w4" style={{ fontSize: 16, fontFamily: "var(--font-ui)" }}>
            {t(`honorific.${guest.honorific}`)}
          </span>
        )}
      </div>
      <div className="row" style={{ margin: "2px 0 10px" }}>
        <TierBars tier={tier} />
        <span className="sm m num">
          <Visits preview={shown.data} nth={nth} />
        </span>
      </div>
      {promise !== null && (
        <AmberBar icon={Handshake} fact={t("promise.open")} tight>
          {promise}
        </AmberBar>
      )}
      <div style={{ marginTop: 12 }}>
        <PreviewFacts preview={shown.data} />
      </div>
      {namesakes.length > 0 && (
        <div className="sm i2" style={{ marginTop: 14, paddingTop: 10, borderTop: "1px solid var(--line)" }}>
          <UsersRound className="s14" size={14} aria-hidden /> <Namesakes preview={shown.data} />
        </div>
      )}
    </>
  );
}

function Visits({ preview: { last }, nth }: { preview: Preview; nth: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      {[t("guest.nth", { nth }), last !== null && t("guest.lastOn", { date: monthDay(last, language) })]
        .filter((part) => part !== false)
        .join(" · ")}
    </>
  );
}

function PreviewFacts({ preview: { arrival, wishes, birthday, points, phone } }: { preview: Preview }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const rows = [
    arrival !== null && {
      label: t("preview.today"),
      value: [
        arrival.dueMs !== null && t("preview.arrives", { time: clock(arrival.dueMs, desk.zone) }),
        [arrival.room, arrival.roomType].filter(Boolean).join(" "),
        t("nights", { nights: arrival.nights }),
      ]
        .filter((part) => part !== false && part !== "")
        .join(t("list.comma")),
    },
    wishes.length > 0 && { label: t("guest.wishesShort"), value: wishes.join(t("list.and")) },
    birthday !== null && {
      label: t("guest.birthday"),
      value: `${monthDay(birthday.date, language)}${birthday.lunar === null ? "" : t("birthday.lunar", { day: lunarDay(birthday.lunar, language) })}${t("list.comma")}${t("birthday.inDays", { days: birthday.inDays })}`,
    },
    points !== null && {
      label: t("guest.points"),
      value: (
        <span className="num">
          {count(points.balance)}
          {points.nextPoints !== null && points.nextDate !== null && (
            <span className="m sm">
              {t("list.comma")}
              {t("points.lapse", {
                points: count(points.nextPoints),
                date: monthDay(points.nextDate, language),
              })}
            </span>
          )}
        </span>
      ),
    },
    phone !== null && { label: t("contact.mobile"), value: <span className="num">{phone}</span> },
  ].filter((row) => row !== false);
  return <Facts rows={rows} labelWidth={64} />;
}

function Namesakes({ preview: { namesakes } }: { preview: Preview }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const first = namesakes[0];
  if (first === undefined) return null;
  const told = [
    first.birth !== null && t("namesake.birth", { date: monthDay(first.birth, language) }),
    first.tail !== null && t("namesake.tail", { tail: first.tail }),
  ];
  return (
    <span className="num">
      {t("namesake.also", {
        count: namesakes.length,
        told: told.filter((part) => part !== false).join(t("list.comma")),
      })}
    </span>
  );
}
