import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { InviteLine, MemberEvent } from "../../api/bindings";
import { Block } from "../../components/Blocks";
import { useDesk, useMay } from "../../lib/desk";
import { clock, dateOf } from "../../lib/format";
import { word } from "../../lib/i18n";
import { ConsentBlock } from "./ConsentBlock";
import { eventAnswers } from "./listQueries";

/** What one guest answered to one event, word by word, and whether they may be contacted. */
export function EventSide({ event, line }: { event: MemberEvent; line: InviteLine }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const may = useMay()("record_consent");
  const course = useQuery(eventAnswers(line.invite)).data ?? [];
  return (
    <>
      <Block title={line.name} end={event.number}>
        <div className="sm m">
          {t("event.origin")} {word("event.origin", line.origin)}
        </div>
        {course.length === 0 && <div className="sm i2">{t("event.noAnswer")}</div>}
        <div className="list">
          {course.map((one) => (
            <div key={one.ordinal} className="li">
              <b className="w5">{word("event.state", one.state)}</b> {one.words}
              <span className="sp sm m tn">
                {dateOf(one.at_ms, zone)} {clock(one.at_ms, zone)} {one.by}
              </span>
            </div>
          ))}
        </div>
      </Block>
      <ConsentBlock guest={line.guest_id} reach={line.reach} may={may} />
      <Block grow title={t("member.rules")}>
        <div className="sm i2">{t("event.rulesSo")}</div>
      </Block>
    </>
  );
}
