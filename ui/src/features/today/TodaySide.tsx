import { useTranslation } from "react-i18next";
import { commands } from "../../api/commands";
import type { Recovery, Task, Today } from "../../api/draft";
import { Block } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Tag } from "../../components/Tag";
import { useDesk, useNow } from "../../lib/desk";
import { clock, dateOf, span } from "../../lib/format";
import { useWrite } from "../../lib/write";

/** At the right of today: whom to win back before they leave, and what is to be done. */
export function TodaySide({ today }: { today: Today }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const leaving = today.recovery.filter(
    (row) => dateOf(row.leavesMs, desk.zone) === desk.businessDate,
  ).length;
  const tick = useWrite(commands.tickTask, () => t("task.ticked"));
  const groups = (["keep", "improve", "win"] as const)
    .map((group) => ({ group, tasks: today.tasks.filter((task) => task.group === group) }))
    .filter((part) => part.tasks.length > 0);
  return (
    <>
      {today.recovery.length > 0 && (
        <Block
          title={
            <>
              {t("recovery.title")}{" "}
              {leaving > 0 && <Tag tone="act">{t("recovery.today", { count: leaving })}</Tag>}
            </>
          }
        >
          <div className="list">
            {today.recovery.map((row) => (
              <RecoveryRow key={row.guestId} row={row} />
            ))}
          </div>
          {today.recoveryLater > 0 && (
            <div className="sm m" style={{ paddingTop: 6 }}>
              {t("recovery.later", { count: today.recoveryLater })}
            </div>
          )}
        </Block>
      )}
      {today.tasks.length > 0 && (
        <Block
          grow
          title={
            <>
              {t("task.title")} <span className="m sm tn w4">{today.tasks.length}</span>
            </>
          }
          end={
            <>
              <Keycap cap="Space" /> {t("key.tick")}
            </>
          }
        >
          {groups.map(({ group, tasks }, at) => (
            <div
              key={group}
              role="group"
              aria-label={t(`task.group.${group}`)}
              style={at === 0 ? undefined : { marginTop: 8 }}
            >
              <div className="lab">{t(`task.group.${group}`)}</div>
              {tasks.map((task) => (
                <TaskRow
                  key={task.id}
                  task={task}
                  onTick={(done) => void tick.write({ taskId: task.id, done })}
                />
              ))}
            </div>
          ))}
        </Block>
      )}
    </>
  );
}

function RecoveryRow({ row }: { row: Recovery }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const todays = dateOf(row.leavesMs, desk.zone) === desk.businessDate;
  return (
    <div className="li" style={{ minHeight: 44, alignItems: "flex-start", padding: "5px 0" }}>
      <b className="tn" style={{ width: 38 }}>
        {row.room}
      </b>
      <div className="fill">
        <div className="row">
          {row.name} {row.honorific !== "none" && t(`honorific.${row.honorific}`)}
          <span className={todays ? "sp sm tn rd w6" : "sp sm tn m"}>
            {todays ? t("recovery.leaves", { time: clock(row.leavesMs, desk.zone) }) : t("recovery.tomorrow")}
          </span>
        </div>
        <div className="sm i2 el">{row.what}</div>
      </div>
    </div>
  );
}

function TaskRow({ task, onTick }: { task: Task; onTick: (done: boolean) => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow(desk.skewMs, 60_000);
  const late = task.dueMs !== null && task.dueMs < now ? now - task.dueMs : null;
  const due =
    task.dueMs === null
      ? (task.due ?? "")
      : late === null
        ? clock(task.dueMs, desk.zone)
        : t("task.late", { hours: Math.max(1, span(late).hours) });
  return (
    <label className="li" style={{ minHeight: 30 }}>
      <input
        type="checkbox"
        className="chk"
        checked={task.done}
        onChange={(event) => onTick(event.target.checked)}
      />
      <span className="el" style={{ flex: 1 }}>
        {task.text}
      </span>
      <span className={late === null ? "sm nw m" : "sm nw rd w6"}>
        <span className="hide-s">{task.department} </span>
        {due}
      </span>
    </label>
  );
}
