import { useTranslation } from "react-i18next";
import { type BreachStep, commands, type PaperBody, type PrivacyPaper } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput, Tick } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { useDraft, useKept } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

const steps: readonly BreachStep[] = [
  "stopped",
  "kept",
  "counted",
  "manager_told",
  "keys_changed",
  "authority_told",
  "people_told",
  "reviewed",
];
type Text =
  | "happened"
  | "data"
  | "harm"
  | "measures"
  | "contact"
  | "not_told_because"
  | "subject"
  | "lawful"
  | "risk"
  | "conclusion";
const breachTexts: readonly Text[] = ["happened", "data", "harm", "measures", "contact", "not_told_because"];
const assessmentTexts: readonly Text[] = ["subject", "lawful", "risk", "measures", "conclusion"];

type Props = { kind: PaperBody["kind"]; paper: PrivacyPaper | null; onClose: () => void };
type Words = Readonly<Record<string, string>>;

/** 泄露事件 or 影响评估: each save is a version of its own; the open dialog prints. Nobody is named in it. */
export function PaperDialog({ kind, paper, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { form, shut } = useDraft(`paper/${paper?.id ?? kind}`, onClose);
  const [words, setWords] = useKept<Words>("words", wordsOf(paper?.body ?? null, desk.today), textsOf, form);
  const taken = paper?.body.kind === "breach" ? paper.body.steps : [];
  const [done, setDone] = useKept<readonly BreachStep[]>("steps", taken, stepsOf, form);
  const writing = useWrite(commands.paperWrite, () => t("paper.saved"));
  const texts = kind === "breach" ? breachTexts : assessmentTexts;
  const needed: readonly Text[] = kind === "breach" ? ["happened", "data"] : assessmentTexts;
  const lacks = needed.some((name) => (words[name] ?? "").trim() === "") ? t("paper.lacks") : undefined;
  const put = (name: string) => (text: string) => setWords({ ...words, [name]: text });
  const save = async () => {
    const body = bodyOf(kind, words, done);
    if ((await writing.write({ paper: paper?.id ?? null, seen: paper?.version ?? 0, body })).saved) shut();
  };
  return (
    <Dialog
      title={t(kind === "breach" ? "breach.title" : "assessment.title")}
      aside={paper?.number}
      onClose={shut}
      width={760}
      other={<Action onClick={() => window.print()}>{t("erasure.print")}</Action>}
      confirm={{
        label: t("paper.save"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: writing.state === "writing",
        lacks,
      }}
    >
      <div className="twofold">
        {kind === "breach" && <WhenFound words={words} put={put} />}
        {texts.map((name, nth) => (
          <Field
            key={name}
            label={t(`paper.field.${name}`)}
            {...(needed.includes(name) ? {} : { optional: t("optional") })}
          >
            {(id) => (
              <TextArea
                id={id}
                value={words[name] ?? ""}
                onChange={put(name)}
                maxLength={4000}
                focused={nth === 0 && kind === "assessment"}
              />
            )}
          </Field>
        ))}
        {kind === "breach" &&
          steps.map((step) => (
            <Tick
              key={step}
              label={t(`breach.step.${step}`)}
              checked={done.includes(step)}
              onChange={(on) => setDone(on ? [...done, step] : done.filter((one) => one !== step))}
            />
          ))}
        {writing.fault !== null && (
          <div className="whole">
            <Refusal fault={writing.fault} />
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** When a leak was found, and how many people it is about. */
function WhenFound({ words, put }: { words: Words; put: (name: string) => (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("breach.foundOn")}>
        {(id) => <TextInput id={id} value={words["found_on"] ?? ""} onChange={put("found_on")} focused />}
      </Field>
      <Field label={t("breach.people")}>
        {(id) => <TextInput id={id} value={words["people"] ?? ""} onChange={put("people")} />}
      </Field>
    </>
  );
}

/** The steps as they were kept; none where something else stands there. */
function stepsOf(kept: unknown): readonly BreachStep[] | null {
  return Array.isArray(kept) ? steps.filter((step) => kept.includes(step)) : null;
}

/** The texts as they were kept; none where something else stands there. */
function textsOf(kept: unknown): Words | null {
  if (typeof kept !== "object" || kept === null) return null;
  return Object.fromEntries(Object.entries(kept).filter(([, text]) => typeof text === "string"));
}

function wordsOf(body: PaperBody | null, today: string): Words {
  if (body === null) return { found_on: today, people: "0" };
  if (body.kind === "assessment") {
    const { subject, lawful, risk, measures, conclusion } = body;
    return { subject, lawful, risk, measures, conclusion };
  }
  const { found_on, happened, data, people, harm, measures, contact, not_told_because } = body;
  return { found_on, happened, data, people: String(people), harm, measures, contact, not_told_because };
}

function bodyOf(kind: PaperBody["kind"], words: Words, done: readonly BreachStep[]): PaperBody {
  const said = (name: string) => words[name] ?? "";
  if (kind === "assessment") {
    return {
      kind,
      subject: said("subject"),
      lawful: said("lawful"),
      risk: said("risk"),
      measures: said("measures"),
      conclusion: said("conclusion"),
    };
  }
  return {
    kind,
    found_on: said("found_on"),
    happened: said("happened"),
    data: said("data"),
    people: Number(said("people")) || 0,
    harm: said("harm"),
    measures: said("measures"),
    contact: said("contact"),
    not_told_because: said("not_told_because"),
    steps: [...done],
  };
}
