import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Briefing } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { Tag } from "../../components/Tag";
import { useDesk, useLanguage } from "../../lib/desk";
import { CardUse } from "./CardUse";
import { DayTasks } from "./DayTasks";
import { monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { Warnings } from "./Warnings";

type Props = {
  day: Briefing;
  /** Opens the rows of 信息利用率. */
  onUse: () => void;
  children: ReactNode;
};

/** At the right of today: whom to win back before they leave, and below it the selected guest. */
export function TodaySide({ day, onUse, children }: Props) {
  const { t } = useTranslation();
  const leaving = day.win_back.filter((one) => one.row.departure === day.today).length;
  return (
    <>
      {day.win_back.length > 0 && (
        <Block
          title={
            <>
              {t("winBack.title")}{" "}
              {leaving > 0 && <Tag tone="act">{t("winBack.today", { count: leaving })}</Tag>}
            </>
          }
        >
          <div className="list">
            {day.win_back.map((one) => (
              <WinBack key={one.ticket.id} one={one} />
            ))}
          </div>
        </Block>
      )}
      <DayTasks day={day} />
      <Warnings />
      <CardUse use={day.used} onOpen={onUse} />
      {children !== false && (
        <Block grow title={t("search.preview")}>
          {children}
        </Block>
      )}
    </>
  );
}

function WinBack({ one: { row, ticket } }: { one: Briefing["win_back"][number] }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const todays = row.departure === desk.today;
  return (
    <div className="li" style={{ minHeight: 44, alignItems: "flex-start", padding: "5px 0" }}>
      <b className="tn" style={{ width: 38 }}>
        {row.room_no}
      </b>
      <div className="fill">
        <div className="row">
          {row.name} {row.title !== "none" && t(`honorific.${row.title}`)}
          <span className={todays ? "sp sm tn rd w6" : "sp sm tn m"}>
            {todays ? t("winBack.leaves") : monthDay(row.departure, language)}
          </span>
        </div>
        <div className="sm i2 el">{ticket.words === "" ? word("problem", ticket.problem) : ticket.words}</div>
      </div>
    </div>
  );
}
