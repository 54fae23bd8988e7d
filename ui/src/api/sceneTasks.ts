/** The scene's tasks: what three departments do on 14 July. */
import type { DayTask, DayTasks, Department, PlanTask, Row } from "./bindings";
import { done, type Handlers } from "./fake";
import { briefing, id, today } from "./sceneData";

const task = (n: number, row: Row | undefined, department: Department, words: string): DayTask => {
  if (row?.guest_id == null) throw new Error("a task of the scene is for somebody");
  const plan: PlanTask = {
    id: id(0x5000 + n),
    guest_id: row.guest_id,
    stay_id: row.stay_id,
    department,
    words,
    origin: "desk",
    author: id(1),
    created_at_ms: today("09:10"),
    business_date: "2026-07-14",
    done_by: null,
    done_at_ms: null,
  };
  const { stay_id, name, title, vip, room_no, state, arrival, departure, arrive_minute } = row;
  const line = { stay_id, name, title, vip, room_no, state, arrival, departure, arrive_minute };
  return { ...line, task: plan, done_by: "" };
};

const [zeng, , , baby, wang, , sun] = briefing.arriving;

const head = { seq: 48_213, mac: "a91f7c02" };

/** What the departments do today. */
export const dayTasks: DayTask[] = [
  task(1, wang, "front_office", "高层，远离电梯的房"),
  task(2, zeng, "housekeeping", "两个荞麦枕"),
  task(3, baby, "housekeeping", "婴儿床"),
  task(4, wang, "housekeeping", "不放花"),
  task(5, wang, "food_beverage", "低糖水果"),
  task(6, sun, "engineering", "先试淋浴水温"),
];
briefing.tasks = dayTasks;

const counted = (own: Department): DayTasks["departments"] => {
  const others = [...new Set(dayTasks.map((line) => line.task.department))].filter((one) => one !== own);
  return [own, ...others].map((department) => {
    const lines = dayTasks.filter((line) => line.task.department === department);
    const ticked = lines.filter((line) => line.task.done_at_ms !== null);
    return { department, all: lines.length, done: ticked.length };
  });
};

/** The tasks of a day; only 14 July has any. Those of the card are ticked by `ofCard`. */
export function taskHandlers(ofCard: Handlers[string] | undefined): Handlers {
  for (const line of dayTasks) Object.assign(line.task, { done_by: null, done_at_ms: null });
  return {
    plan_of_day: ({ day }) => {
      const lines = day === "2026-07-14" ? structuredClone(dayTasks) : [];
      const departments = lines.length === 0 ? [] : counted("front_office");
      return { day, head, departments, lines } satisfies Record<keyof DayTasks, unknown>;
    },
    task_tick: (args) => {
      const wanted = JSON.stringify(args["input"]);
      const line = dayTasks.find((one) => wanted.includes(one.task.id));
      if (line === undefined) return ofCard?.(args);
      const ticked = wanted.includes('"done":true');
      Object.assign(line.task, {
        done_by: ticked ? id(1) : null,
        done_at_ms: ticked ? today("14:06") : null,
      });
      line.done_by = ticked ? "林晓雯" : "";
      return done(line.task.id, ["plan"]);
    },
  };
}
