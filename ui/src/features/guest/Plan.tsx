import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Card, commands, type Department, type TaskLine } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Heading } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput, Tick } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { clock } from "../../lib/format";
import { word } from "../../lib/i18n";
import { taskWords } from "../../lib/tasks";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { departments } from "./departments";

/** 这次的准备: what each department does for this arrival, ticked off. */
export function Plan({ card }: { card: Card }) {
  const { t } = useTranslation();
  const may = useMay();
  const { plan } = card;
  const tick = useWrite(
    commands.taskTick,
    (_, input) => t(input.done ? "plan.ticked" : "plan.unticked"),
    "undoable",
  );
  const drop = useWrite(commands.taskDrop, () => t("plan.dropped"), "undoable");
  if (plan.length === 0) return null;
  const done = plan.filter(({ task }) => task.done_at_ms !== null).length;
  return (
    <section>
      <Heading end={t("plan.done", { done, all: plan.length })}>{t("plan.title")}</Heading>
      {plan.map((line) => (
        <div key={line.task.id} className="row li">
          {may("tick_task") ? (
            <Tick
              label={taskWords(line.task)}
              checked={line.task.done_at_ms !== null}
              onChange={(now) => void tick.write({ task: line.task.id, done: now })}
            />
          ) : (
            <span>{taskWords(line.task)}</span>
          )}
          <span className="sp sm m nw row">
            <Whose line={line} />
            {may("drop_task") && (
              <button
                type="button"
                className="linkish"
                onClick={() => void drop.write({ task: line.task.id })}
                aria-label={t("plan.drop", { text: taskWords(line.task) })}
              >
                {t("wish.dropIt")}
              </button>
            )}
          </span>
        </div>
      ))}
      {tick.fault !== null && <Refusal fault={tick.fault} />}
      {drop.fault !== null && <Refusal fault={drop.fault} />}
    </section>
  );
}

function Whose({ line: { task, done_by: doneBy } }: { line: TaskLine }) {
  const desk = useDesk();
  const whose = word("department", task.department);
  return task.done_at_ms === null ? (
    <span>{whose}</span>
  ) : (
    <span>
      {whose} {doneBy} {clock(task.done_at_ms, desk.time_zone)}
    </span>
  );
}

/** Alt P: one thing that a department does for this arrival; or the whole reception standard of the guest's level. */
export function PlanDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation();
  const { guest, current } = card;
  const stay = current?.id ?? null;
  const [department, setDepartment] = useState<Department>("housekeeping");
  const { form, shut } = useDraft(`plan/${guest.id}`, onClose);
  const [words, setWords] = useKeptText("words", "", form);
  const add = useWrite(commands.taskAdd, (_, input) => t("plan.added", { text: input.words }), "undoable");
  const make = useWrite(commands.planMake, (added) => t("plan.made", { count: added }));
  const save = async () => {
    const input = { guest: guest.id, stay, department, words: words.trim() };
    if ((await add.write(input)).saved) shut();
  };
  const standard = async () => {
    if ((await make.write({ guest: guest.id, stay, vip: guest.vip })).saved) shut();
  };
  const fault = add.fault ?? make.fault;
  return (
    <Dialog
      title={t("plan.addTitle", { name: guest.name })}
      onClose={shut}
      keys={guest.vip === "" ? [] : [{ cap: "Alt V", label: t("plan.standard"), run: () => void standard() }]}
      confirm={{
        label: t("plan.addIt"),
        run: () => void save(),
        busy: add.state === "writing",
        lacks: words.trim() === "" ? t("wish.lacksText") : undefined,
      }}
      other={
        guest.vip !== "" && (
          <Action cap="Alt V" onClick={() => void standard()} busy={make.state === "writing"}>
            {t("plan.standardOf", { level: guest.vip })}
          </Action>
        )
      }
      width={600}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("plan.words")}>
          {(id) => <TextInput id={id} value={words} onChange={setWords} focused maxLength={200} />}
        </Field>
        <Pick
          label={t("plan.department")}
          value={department}
          onChange={setDepartment}
          choices={departments.map((one) => ({ value: one, label: word("department", one) }))}
        />
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}
