import { useTranslation } from "react-i18next";
import type { Check } from "../../api/bindings";
import { Field, TextInput, Tick } from "../../components/Field";
import { useDesk, useLanguage, useNow } from "../../lib/desk";
import { clock, dateOf, dayInWords } from "../../lib/format";
import { useKept, useKeptText } from "../../lib/unsaved";
import { whenIn } from "../../lib/when";
import type { FormProps } from "./StepDialog";
import { useFilled } from "./useFilled";

const checks = ["responsible_handled", "guest_told", "feedback"] as const;
type CheckName = (typeof checks)[number];
type Mark = { waived: boolean; words: string };
type Marks = Partial<Record<CheckName, Mark | undefined>>;

/** The marks as they were kept. */
function marksOf(kept: unknown): Marks | null {
  if (typeof kept !== "object" || kept === null) return null;
  const found: Marks = {};
  const by = new Map<string, unknown>(Object.entries(kept));
  for (const name of checks) {
    const mark = by.get(name);
    if (typeof mark !== "object" || mark === null) continue;
    const { waived, words } = { waived: null, words: null, ...mark };
    if (typeof waived === "boolean" && typeof words === "string") found[name] = { waived, words };
  }
  return found;
}

/** Step 7: three things that must have been done, or be waived with a reason. */
export function CarryOutForm({ ticket, onChange }: FormProps) {
  const { t } = useTranslation();
  const before = ticket.steps.findLast((record) => record.body.step === "carry_out")?.body;
  const kept = before?.step === "carry_out" ? before : null;
  const [marks, setMarks] = useKept<Marks>("marks", {}, marksOf);
  const callback = useCallbackTime(ticket.facts.callback_due_ms);
  const result = (name: CheckName): Check | null => {
    const mark = marks[name];
    if (mark === undefined) return kept?.[name] ?? null;
    return mark.waived
      ? { kind: "waived", reason: mark.words.trim() }
      : { kind: "done", words: mark.words.trim() };
  };
  const lacking = checks.some((name) => needsWords(name, marks[name]) && marks[name]?.words.trim() === "");
  const nothing = checks.every((name) => result(name) === null) && callback.at === null;
  useFilled(
    callback.lacks !== undefined || lacking || nothing
      ? { lacks: callback.lacks ?? t("step.lacksCheck") }
      : {
          body: {
            step: "carry_out",
            responsible_handled: result("responsible_handled"),
            guest_told: result("guest_told"),
            feedback: result("feedback"),
            callback_at_ms: callback.at ?? kept?.callback_at_ms ?? null,
          },
        },
    onChange,
  );
  const opens = checks.find((name) => (kept?.[name] ?? null) === null) ?? checks[0];
  return (
    <>
      {checks.map((name) => (
        <CheckLine
          key={name}
          name={name}
          mark={marks[name]}
          kept={(kept?.[name] ?? null) !== null}
          onMark={(mark) => setMarks({ ...marks, [name]: mark })}
          focused={name === opens}
        />
      ))}
      {result("feedback") === null && (
        <Field label={t("step.callback")} optional={t("optional")}>
          {(id) => (
            <TextInput
              id={id}
              value={callback.words}
              onChange={callback.setWords}
              maxLength={20}
              hint={callback.hint}
            />
          )}
        </Field>
      )}
    </>
  );
}

type LineProps = {
  name: CheckName;
  mark: Mark | undefined;
  /** Whether the ticket has it already. */
  kept: boolean;
  onMark: (mark: Mark | undefined) => void;
  focused: boolean;
};

/** One check: ticked and told in words, or waived with a reason. */
function CheckLine({ name, mark, kept, onMark, focused }: LineProps) {
  const { t } = useTranslation();
  return (
    <div>
      <Tick
        label={t(`missing.${name}`)}
        checked={mark !== undefined || kept}
        onChange={(on) => onMark(on ? { waived: false, words: "" } : undefined)}
        focused={focused}
      />
      {mark !== undefined && (
        <div style={{ marginLeft: 24 }}>
          <Field
            label={mark.waived ? t("step.waiveWhy") : t("step.how")}
            {...(needsWords(name, mark) ? {} : { optional: t("optional") })}
          >
            {(id) => (
              <TextInput
                id={id}
                value={mark.words}
                onChange={(words) => onMark({ ...mark, words })}
                focused
              />
            )}
          </Field>
          <Tick
            label={t("step.waive")}
            checked={mark.waived}
            onChange={(waived) => onMark({ ...mark, waived })}
          />
        </div>
      )}
    </div>
  );
}

/** How a thing was done says itself, but for what the guest answered; a waiver always says why. */
function needsWords(name: CheckName, mark: { waived: boolean } | undefined): boolean {
  return mark !== undefined && (mark.waived || name === "feedback");
}

/** When the guest is called back, as one says it; without a word the time that stands is kept. */
function useCallbackTime(stands: number | null) {
  const { t } = useTranslation();
  const { skewMs, time_zone: zone } = useDesk();
  const language = useLanguage();
  const [words, setWords] = useKeptText("callback");
  const now = useNow(skewMs, 30_000);
  const at = whenIn(words, now, zone);
  const unclear = words.trim() !== "" && (at === null || at <= now);
  const shown = at ?? stands;
  return {
    words,
    setWords,
    at,
    lacks: unclear ? t("step.lacksCallback") : undefined,
    hint:
      shown === null
        ? t("duty.whenHint")
        : `${dayInWords(dateOf(shown, zone), language)} ${clock(shown, zone)}`,
  };
}
