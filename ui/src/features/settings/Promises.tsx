import { useQuery } from "@tanstack/react-query";
import { Timer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type ClockRules,
  type ClockVersion,
  type DayCounting,
  type Department,
  type Promised,
  type Severity,
} from "../../api/bindings";
import { call, faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Facts, Heading } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { dateOf, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";
import { daysOf, daysText } from "./days";
import { type HoursText, hoursOf, hoursText } from "./hours";
import "./settings.css";

const severities: readonly Severity[] = ["urgent", "important", "normal"];
const promises = ["answer", "start", "solve"] as const;
const departments: readonly Department[] = [
  "front_office",
  "housekeeping",
  "food_beverage",
  "engineering",
  "security",
];

/** What the house promises when somebody complains, and the version it is in. */
export function Promises() {
  const { t } = useTranslation();
  const may = useMay();
  const desk = useDesk();
  const language = useLanguage();
  const [editing, setEditing] = useState(false);
  const answer = useQuery({
    queryKey: ["clocks"],
    queryFn: () => call(commands.clocksHistory()),
    meta: { reads: ["ticket"] },
  });
  const allowed = may("edit_clocks");
  useKeys(
    allowed ? [{ cap: "F7", label: t("clocks.title"), place: "verb", run: () => setEditing(true) }] : [],
  );
  const newest = answer.data?.[0];
  const minutes = (promised: Promised) =>
    promises
      .map((one) => `${t(`clock.kind.${one}`)} ${spanWords(promised[`${one}_minutes`], t)}`)
      .join(t("list.comma"));
  return (
    <div style={{ minWidth: 320, maxWidth: 560 }}>
      <Heading>{t("clocks.title")}</Heading>
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {newest !== undefined && (
        <>
          <Facts
            labelWidth={64}
            rows={severities.map((severity) => ({
              label: word("severity", severity),
              value: minutes(promisedFor(newest.rules, severity)),
            }))}
          />
          <div className="sm m">
            {newest.at_ms === null
              ? t("clocks.first")
              : t("clocks.version", {
                  version: newest.version,
                  name: newest.by_name,
                  at: monthDay(dateOf(newest.at_ms, desk.time_zone), language),
                })}
          </div>
        </>
      )}
      {allowed && newest !== undefined && (
        <div style={{ marginTop: 8 }}>
          <Action size="s" cap="F7" icon={Timer} onClick={() => setEditing(true)}>
            {t("clocks.change")}
          </Action>
        </div>
      )}
      {editing && newest !== undefined && <ClocksDialog before={newest} onClose={() => setEditing(false)} />}
    </div>
  );
}

type Typed = {
  /** Days for the answer to a body outside, and which days those are. */
  days: string;
  counting: DayCounting;
  /** Holidays and what is worked for them, a day a line. */
  special: string;
  minutes: Record<string, string>;
  hours: Record<string, HoursText>;
  why: string;
};

function ClocksDialog({ before, onClose }: { before: ClockVersion; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Typed>(() => typedFrom(before.rules));
  const edit = useWrite(commands.clocksEdit, () => t("clocks.saved"));
  const rules = rulesFrom(typed);
  const save = async () => {
    if (rules === undefined) return;
    const outcome = await edit.write({ seen: before.version, rules, why: typed.why.trim() });
    if (outcome.saved) onClose();
  };
  const lacks =
    rules === undefined ? t("clocks.bad") : typed.why.trim() === "" ? t("clocks.lacks") : undefined;
  return (
    <Dialog
      title={t("clocks.change")}
      width={720}
      onClose={onClose}
      confirm={{
        label: t("clocks.save"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: edit.state === "writing",
        lacks,
      }}
    >
      <div className="col allpromises">
        <PromiseFields typed={typed} onChange={setTyped} />
        <HoursFields typed={typed} onChange={setTyped} />
        <TermFields typed={typed} onChange={setTyped} />
        <DaysField typed={typed} onChange={setTyped} />
        <Field label={t("clocks.why")}>
          {(id) => (
            <TextInput
              id={id}
              value={typed.why}
              onChange={(why) => setTyped({ ...typed, why })}
              maxLength={200}
            />
          )}
        </Field>
        {edit.fault !== null && <Refusal fault={edit.fault} />}
      </div>
    </Dialog>
  );
}

type FieldsProps = { typed: Typed; onChange: (typed: Typed) => void };

function PromiseFields({ typed, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const set = (cell: string, value: string) =>
    onChange({ ...typed, minutes: { ...typed.minutes, [cell]: value } });
  return (
    <div>
      {severities.map((severity, row) => (
        <div key={severity} className="promised">
          <span className="w5">{word("severity", severity)}</span>
          {promises.map((one, column) => {
            const cell = `${severity}.${one}`;
            return (
              <Field key={one} label={t(`clock.kind.${one}`)}>
                {(id) => (
                  <TextInput
                    id={id}
                    value={typed.minutes[cell] ?? ""}
                    onChange={(value) => set(cell, value)}
                    hint={t("clocks.minutes")}
                    bad={minutesOf(typed.minutes[cell]) === undefined}
                    focused={row === 0 && column === 0}
                    maxLength={5}
                  />
                )}
              </Field>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function HoursFields({ typed, onChange }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <div>
      <Heading>{t("clocks.hoursOf")}</Heading>
      <p className="sm m">{t("clocks.hoursSo")}</p>
      {departments.map((department) => {
        const text = typed.hours[department] ?? { weekdays: "", weekend: "" };
        const bad = hoursOf(text) === undefined;
        const set = (part: Partial<HoursText>) =>
          onChange({ ...typed, hours: { ...typed.hours, [department]: { ...text, ...part } } });
        return (
          <div key={department} className="promised">
            <span className="w5">{word("department", department)}</span>
            <Field label={t("clocks.weekdays")}>
              {(id) => (
                <TextInput
                  id={id}
                  value={text.weekdays}
                  bad={bad}
                  onChange={(weekdays) => set({ weekdays })}
                  maxLength={60}
                />
              )}
            </Field>
            <Field label={t("clocks.weekend")}>
              {(id) => (
                <TextInput
                  id={id}
                  value={text.weekend}
                  bad={bad}
                  onChange={(weekend) => set({ weekend })}
                  maxLength={60}
                />
              )}
            </Field>
          </div>
        );
      })}
    </div>
  );
}

function typedFrom(rules: ClockRules): Typed {
  const minutes: Record<string, string> = {};
  for (const severity of severities)
    for (const one of promises)
      minutes[`${severity}.${one}`] = String(promisedFor(rules, severity)[`${one}_minutes`]);
  const hours: Record<string, HoursText> = {};
  for (const department of departments)
    hours[department] = hoursText(rules.hours.find((one) => one.department === department)?.hours);
  const { days, counting } = rules.answer;
  return { days: String(days), counting, special: daysText(rules.days), minutes, hours, why: "" };
}

/** How long the house has for its answer in writing to a body outside. */
function TermFields({ typed, onChange }: { typed: Typed; onChange: (typed: Typed) => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <div className="row wrap" style={{ alignItems: "end", gap: "4px 12px" }}>
        <Field label={t("clocks.answerDays")}>
          {(id) => (
            <TextInput
              id={id}
              value={typed.days}
              onChange={(days) => onChange({ ...typed, days })}
              maxLength={2}
            />
          )}
        </Field>
        <Segment
          label={t("clocks.answerDays")}
          value={typed.counting}
          onChange={(counting) => onChange({ ...typed, counting })}
          choices={(["calendar", "working"] as const).map((value) => ({
            value,
            label: t(`clocks.counting.${value}`),
          }))}
        />
      </div>
      <div className="sm m">{t("clocks.answerSo")}</div>
    </div>
  );
}

/** 节假日与调休: a holiday has Sunday's hours, a weekend that is worked for it Monday's; the working days of a term know both. */
function DaysField({ typed, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const days = daysOf(typed.special);
  return (
    <Field
      label={t("clocks.special")}
      optional={t("optional")}
      {...(days === undefined && { error: t("clocks.specialBad") })}
    >
      {(id) => (
        <>
          <TextArea
            id={id}
            value={typed.special}
            onChange={(special) => onChange({ ...typed, special })}
            rows={2}
            placeholder={t("clocks.specialLike")}
            maxLength={60_000}
          />
          <div className="sm m">
            {t("clocks.specialSo", {
              off: (days ?? []).filter((day) => day.off).length,
              worked: (days ?? []).filter((day) => !day.off).length,
            })}
          </div>
        </>
      )}
    </Field>
  );
}

/** The rules that the fields stand for; undefined where one of them cannot be read. */
function rulesFrom(typed: Typed): ClockRules | undefined {
  const days = Number(typed.days);
  if (!/^\d{1,2}$/.test(typed.days.trim()) || days < 1 || days > 90) return undefined;
  const special = daysOf(typed.special);
  if (special === undefined) return undefined;
  const answer = { days, counting: typed.counting };
  const rules: ClockRules = { targets: [], hours: [], answer, days: special };
  for (const severity of severities) {
    const [answer, start, solve] = promises.map((one) => minutesOf(typed.minutes[`${severity}.${one}`]));
    if (answer === undefined || start === undefined || solve === undefined) return undefined;
    if (answer > start || start > solve) return undefined;
    const promised = { answer_minutes: answer, start_minutes: start, solve_minutes: solve };
    rules.targets.push({ severity, promised });
  }
  for (const department of departments) {
    const hours = hoursOf(typed.hours[department] ?? { weekdays: "", weekend: "" });
    if (hours === undefined) return undefined;
    if (hours !== null) rules.hours.push({ department, hours });
  }
  return rules;
}

function minutesOf(text: string | undefined): number | undefined {
  const number = Number(text);
  return text !== undefined && /^\d+$/.test(text.trim()) && number > 0 && number <= 43_200
    ? number
    : undefined;
}

const unpromised: Promised = { answer_minutes: 0, start_minutes: 0, solve_minutes: 0 };

function promisedFor(rules: ClockRules, severity: Severity): Promised {
  return rules.targets.find((target) => target.severity === severity)?.promised ?? unpromised;
}

function spanWords(
  minutes: number,
  t: (key: "clock.hours" | "clock.minutes", args: { count: number }) => string,
): string {
  return minutes % 60 === 0 && minutes >= 120
    ? t("clock.hours", { count: minutes / 60 })
    : t("clock.minutes", { count: minutes });
}
