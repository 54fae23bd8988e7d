import { useTranslation } from "react-i18next";
import { commands, type EventId, type EventKind, type MemberEvent, type PlanEvent } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { dateFrom } from "../../lib/format";
import { type TextKey, word } from "../../lib/i18n";
import { useDraft, useKeptFields } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

const kinds: readonly EventKind[] = ["members_day", "dinner", "tasting", "family", "sports", "other"];
const minorOfMajor = 100;

type Props = {
  /** The event that is corrected; none plans a new one. */
  event?: MemberEvent;
  onClose: () => void;
  onPlanned?: (event: EventId) => void;
};

/** Minor units of a sum as typed: `1200`, `1,200.50`; nothing where it is none. */
export function minorOf(text: string): number | null {
  const plain = text.replaceAll(",", "").trim();
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(plain)) return null;
  return Math.round(Number(plain) * minorOfMajor);
}

const typed = (minor: number) => String(minor / minorOfMajor);

type Draft = {
  title: string;
  kind: EventKind;
  on: string;
  place: string;
  capacity: string;
  budget: string;
  cost: string;
  points: string;
  days: string;
};

const twoWeeks = 14;

function draftOf(event: MemberEvent | undefined, today: string): Draft {
  return {
    title: event?.title ?? "",
    kind: event?.kind ?? "members_day",
    on: event?.held_on ?? dateFrom(today, twoWeeks),
    place: event?.place ?? "",
    capacity: String(event?.capacity ?? 40),
    budget: event === undefined ? "0" : typed(event.budget_minor),
    cost: event === undefined || event.cost_minor === null ? "" : typed(event.cost_minor),
    points: String(event?.points ?? 0),
    days: String(event?.effect_days ?? 90),
  };
}

/** What a draft lacks, as a text's key. */
function lacksOf(draft: Draft): TextKey | null {
  if (draft.title.trim() === "") return "event.lacksTitle";
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.on)) return "event.lacksDay";
  const figures = whole(draft.capacity, 1) && whole(draft.points, 0) && whole(draft.days, 1);
  const sums = minorOf(draft.budget) !== null && (draft.cost.trim() === "" || minorOf(draft.cost) !== null);
  return figures && sums ? null : "event.lacksFigure";
}

function planOf(draft: Draft): PlanEvent {
  return {
    title: draft.title.trim(),
    kind: draft.kind,
    held_on: draft.on,
    place: draft.place.trim(),
    capacity: Number(draft.capacity),
    budget_minor: minorOf(draft.budget) ?? 0,
    points: Number(draft.points),
    effect_days: Number(draft.days),
  };
}

/** Plans an event, or corrects one and puts down what it came to. */
export function EventDialog({ event, onClose, onPlanned }: Props) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const { form, shut } = useDraft(`event/plan/${event?.id ?? "new"}`, onClose);
  const [draft, setDraft] = useKeptFields("draft", draftOf(event, today), form);
  const plan = useWrite(commands.eventPlan, (value) => t("event.planned", { number: value.number }));
  const edit = useWrite(commands.eventEdit, () => t("event.edited"));
  const lacks = lacksOf(draft);
  const save = async () => {
    const wanted = planOf(draft);
    if (event === undefined) {
      const outcome = await plan.write(wanted);
      if (!outcome.saved) return;
      shut();
      onPlanned?.(outcome.value.id);
      return;
    }
    const outcome = await edit.write({ seen: event, wanted, cost_minor: minorOf(draft.cost) });
    if (outcome.saved) shut();
  };
  const fault = plan.fault ?? edit.fault;
  return (
    <Dialog
      title={t(event === undefined ? "event.plan" : "event.edit")}
      aside={event?.number}
      onClose={shut}
      confirm={{
        label: t("event.save"),
        run: () => void save(),
        busy: plan.state === "writing" || edit.state === "writing",
        lacks: lacks === null ? undefined : t(lacks),
      }}
      width={640}
    >
      <div className="col" style={{ gap: 12 }}>
        <Fields draft={draft} onDraft={setDraft} held={event !== undefined} />
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}

type FieldsProps = { draft: Draft; onDraft: (draft: Draft) => void; held: boolean };

function Fields({ draft, onDraft, held }: FieldsProps) {
  const { t } = useTranslation();
  const line = (name: Exclude<keyof Draft, "kind">, label: TextKey, maxLength: number, optional?: string) => (
    <Field label={t(label)} {...(optional !== undefined && { optional })}>
      {(id) => (
        <TextInput
          id={id}
          value={draft[name]}
          onChange={(text) => onDraft({ ...draft, [name]: text })}
          focused={name === "title"}
          maxLength={maxLength}
        />
      )}
    </Field>
  );
  return (
    <>
      {line("title", "event.title", 120)}
      <div className="twofold">
        <Pick
          label={t("event.kindOf")}
          value={draft.kind}
          onChange={(kind) => onDraft({ ...draft, kind })}
          choices={kinds.map((value) => ({ value, label: word("event.kind", value) }))}
        />
        {line("on", "event.on", 10)}
        {line("place", "event.place", 120, t("optional"))}
        {line("capacity", "event.capacityOf", 4)}
        {line("budget", "event.budget", 12)}
        {line("points", "event.pointsEach", 7)}
        {line("days", "event.effectDays", 3)}
        {held && line("cost", "event.cost", 12, t("event.costLater"))}
      </div>
    </>
  );
}

function whole(text: string, least: number): boolean {
  return /^\d{1,7}$/.test(text.trim()) && Number(text) >= least;
}
