import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { DutyPage, LogEntry } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Empty } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useDesk } from "../../lib/desk";
import { clock } from "../../lib/format";
import { word } from "../../lib/i18n";

/** A scrolling part must be reachable without a mouse. */
const reachable = 0;

/** The shift's log, what was written last at the top; a line that was put right stays, struck through. */
export function DutyLog({ page, onWrite }: { page: DutyPage; onWrite: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="row pad" style={{ height: 38, flex: "none" }}>
        <h2 className="nw">{t("duty.logOf", { shift: t(`duty.shift.${page.span.shift}`) })}</h2>
        <span className="m sm nw">{t("duty.logCount", { count: page.log.length })}</span>
        <span className="sp">
          <Action kind="text" size="s" cap="F2" onClick={onWrite}>
            {t("duty.write")}
          </Action>
        </span>
      </div>
      <div className="scroll log" role="group" aria-label={t("duty.log")} tabIndex={reachable}>
        {page.log.length === 0 && (
          <Empty
            title={t("duty.logEmpty")}
            action={
              <Action cap="F2" onClick={onWrite}>
                {t("duty.write")}
              </Action>
            }
          >
            {t("duty.logEmptySo")}
          </Empty>
        )}
        {page.log.toReversed().map((entry) => (
          <Line key={entry.line.id} entry={entry} />
        ))}
      </div>
    </>
  );
}

function Line({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const { line } = entry;
  const navigate = useNavigate();
  const guest = line.guest_id;
  return (
    <div className={entry.corrected ? "lg mute" : "lg"}>
      <span className="tn m">{clock(line.at_ms, zone)}</span>
      <div>
        <Tag>{word("duty.kind", line.kind)}</Tag>{" "}
        {line.corrects !== null && <span className="m sm">{t("duty.corrects")} </span>}
        <span className={entry.corrected ? "struck" : undefined}>
          {line.room_no !== "" && `${line.room_no} `}
          {guest !== null && (
            <>
              <button
                type="button"
                className="linkish"
                onClick={() => void navigate({ to: "/guest/$id", params: { id: guest } })}
              >
                {entry.guest_name}
              </button>{" "}
            </>
          )}
          {line.words}
        </span>
        {line.follow_up !== null && (
          <span className={entry.open ? "sm i2" : "sm m"}>
            {" "}
            {t("duty.follows", {
              who: [word("department", line.follow_up.department), entry.owner_name]
                .filter(Boolean)
                .join(" "),
              time: clock(line.follow_up.due_ms, zone),
            })}
          </span>
        )}
        {line.done_at_ms !== null && (
          <div className="sm m">
            {t("duty.endedBy", { time: clock(line.done_at_ms, zone), name: entry.done_name })}
            {line.done_words !== "" && ` ${line.done_words}`}
          </div>
        )}
      </div>
    </div>
  );
}
