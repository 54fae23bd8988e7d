import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RoutineShown, RoutineWaiting } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Block } from "../../components/Blocks";
import { Refusal } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { clock, count, dateOf, minuteClock, monthDay } from "../../lib/format";
import { periodInWords } from "./period";
import { routines } from "./queries";
import { isLate, useWhyNot } from "./routine";

/** Waiting periods that are named; the others are counted. */
const namedMax = 3;

/** 定期上报: what is made by itself, what comes next, what was made last, what was missed and why. */
export function RoutineBlock({ onSet }: { onSet: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const answer = useQuery(routines());
  if (answer.isError) return <Refusal fault={faultOf(answer.error)} />;
  if (!answer.isSuccess) return null;
  const { routines: running } = answer.data.state;
  return (
    <Block title={t("routine.title")}>
      {running.length === 0 && <div className="sm i2">{t("routine.none")}</div>}
      {running.map((one) => (
        <One key={one.routine.cadence} one={one} />
      ))}
      {may("set_export_routine") && (
        <div className="told">
          <Action size="s" cap="Alt D" icon={CalendarClock} onClick={onSet}>
            {t(running.length === 0 ? "routine.set" : "routine.change")}
          </Action>
        </div>
      )}
    </Block>
  );
}

function One({ one }: { one: RoutineShown }) {
  const { t } = useTranslation();
  const when = useWhen();
  const language = useLanguage();
  const { routine } = one;
  return (
    <div className="pkg" data-test={`routine-${routine.cadence}`}>
      <div className="row">
        <b className="num nw">
          {t(`routine.cadence.${routine.cadence}`)} {minuteClock(routine.hour * 60)}
        </b>
        <span className="sp sm i2">{t(`routine.contents.${routine.contents}`)}</span>
      </div>
      <div className="sm i2 num">
        {t("routine.next", { period: periodInWords(one.next, language), when: when(one.next_ms) })}
      </div>
      {one.last !== null && (
        <div className="sm i2 num">
          {t("routine.last", {
            period: periodInWords(one.last.period, language),
            when: when(one.last.at_ms),
          })}
          {isLate(one.last.due_ms, one.last.at_ms) && (
            <>
              {" "}
              <Tag tone="dash">{t("routine.caughtUp")}</Tag>
            </>
          )}
        </div>
      )}
      {one.waiting.slice(0, namedMax).map((waiting) => (
        <Missed key={waiting.period} waiting={waiting} />
      ))}
      {one.waiting.length > namedMax && (
        <div className="sm am num">{t("routine.more", { count: one.waiting.length - namedMax })}</div>
      )}
      {one.given_up > 0 && <div className="sm am num">{t("routine.givenUp", { count: one.given_up })}</div>}
      {!one.there && <div className="sm am">{t("routine.away")}</div>}
      {!one.allowed && <div className="sm rd">{t("routine.notAllowed", { name: one.by })}</div>}
      <div className="sm m el" title={routine.folder}>
        {t("routine.by", { name: one.by, folder: routine.folder })}
      </div>
    </div>
  );
}

/** A period that came round and was not made: why not, and when it is tried again. */
function Missed({ waiting }: { waiting: RoutineWaiting }) {
  const { t } = useTranslation();
  const why = useWhyNot();
  const when = useWhen();
  const language = useLanguage();
  const period = periodInWords(waiting.period, language);
  if (waiting.tried === null) return <div className="sm am num">{t("routine.waits", { period })}</div>;
  return (
    <div className="sm rd num">
      {t("routine.failed", {
        period,
        why: why(waiting.tried),
        tries: count(waiting.tried.tries),
        when: when(waiting.next_ms),
      })}
    </div>
  );
}

/** `8月1日 06:00` on the hotel's clock. */
function useWhen(): (ms: number) => string {
  const desk = useDesk();
  const language = useLanguage();
  return (ms) => `${monthDay(dateOf(ms, desk.time_zone), language)} ${clock(ms, desk.time_zone)}`;
}
