import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type ActionBody,
  type ActionId,
  commands,
  type ComplaintsBehind,
  type CorrectiveAction,
  type Department,
  type UserId,
} from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Facts } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput } from "../../components/Field";
import { Keycap } from "../../components/Keycap";
import { Segment } from "../../components/Segment";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { count, fullDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { ActionSteps } from "./ActionSteps";
import { EffectShown } from "./EffectShown";
import { actionWhole, colleagues } from "./queries";
import { Related } from "./Related";
import { Whose } from "./Whose";

type Props = {
  action: ActionId;
  /** The complaints of one window of the comparison. */
  onBehind: (behind: ComplaintsBehind) => void;
  onClose: () => void;
};

/** One 整改 whole: what it is, what was done, what came of it, and the step that is next. */
export function ActionDialog({ action, onBehind, onClose }: Props) {
  const { t } = useTranslation();
  const answer = useQuery(actionWhole(action));
  if (answer.data === undefined) {
    return (
      <Dialog title={t("action.title")} onClose={onClose}>
        {answer.isError ? <Refusal fault={faultOf(answer.error)} /> : <Waiting rows={5} />}
      </Dialog>
    );
  }
  return <Whole key={answer.data.steps.length} whole={answer.data} onBehind={onBehind} onClose={onClose} />;
}

const moves = ["evidence", "accept", "return", "close", "amend", "withdraw"] as const;
type Move = (typeof moves)[number];

/** The steps that make sense now; who may take them the core decides, and an owner's own are not offered. */
function movesOf(whole: CorrectiveAction): readonly Move[] {
  const { state } = whole.line.facts;
  if (state === "closed" || state === "withdrawn") return [];
  const evidence: readonly Move[] = state === "verified" ? [] : ["evidence"];
  if (!whole.line.mine_to_check) return evidence;
  if (state === "verified") return ["close", "withdraw"];
  const checks: readonly Move[] = state === "awaiting_check" ? ["accept", "return"] : [];
  return [...checks, ...evidence, "amend", "withdraw"];
}

type Whom = { owner: UserId; department: Department; due: string };

function bodyOf(move: Move, words: string, doneOn: string, whom: Whom): ActionBody {
  if (move === "amend") return { step: "amend", words, ...whom };
  if (move === "evidence") return { step: "evidence", words, done_on: doneOn };
  if (move === "accept") return { step: "verify", verdict: "accepted", words };
  if (move === "return") return { step: "verify", verdict: "returned", words };
  if (move === "close") return { step: "close", words };
  return { step: "withdraw", words };
}

type WholeProps = Omit<Props, "action"> & { whole: CorrectiveAction };

function Whole({ whole, onBehind, onClose }: WholeProps) {
  const { t } = useTranslation();
  const may = useMay();
  const desk = useDesk();
  const { facts } = whole.line;
  const choices = may("step_action") ? movesOf(whole) : [];
  const [related, setRelated] = useState(false);
  const show = () => setRelated(!related && whole.complaints.length > 0);
  const { form, shut, drop } = useDraft(`action/${facts.id}/${whole.steps.length}`, onClose);
  const [words, setWords] = useKeptText("words", "", form);
  const [picked, setMove] = useKeptChoice<Move>("move", null, choices, form);
  const [doneOn, setDoneOn] = useState(desk.today);
  const [whom, setWhom] = useState<Whom>({
    owner: facts.owner,
    department: facts.department,
    due: facts.due,
  });
  const move = picked ?? choices[0] ?? null;
  const step = useWrite(
    commands.actionStep,
    (answer) => `${answer.number} ${word("action.state", answer.state)}`,
  );
  const save = async () => {
    if (move === null) return;
    const body = bodyOf(move, words.trim(), doneOn, whom);
    // What follows is another form, with words of its own.
    if ((await step.write({ action: facts.id, body })).saved) drop();
  };
  const confirm =
    move === null
      ? {}
      : {
          confirm: {
            label: t(`action.move.${move}`),
            run: () => void save(),
            cap: "Ctrl Enter" as const,
            busy: step.state === "writing",
            lacks: words.trim() === "" ? t("action.lacksWords") : undefined,
          },
        };
  return (
    <Dialog
      title={facts.finding}
      aside={facts.number}
      width={680}
      onClose={shut}
      keys={[{ cap: "Alt L", label: t("action.tickets"), place: "verb", run: show }]}
      {...confirm}
    >
      <div className="col" style={{ gap: 14 }}>
        <FactsOf whole={whole} related={related} onRelated={show} />
        {related && <Related lines={whole.complaints} />}
        <ActionSteps steps={whole.steps} />
        <EffectShown facts={facts} onBehind={onBehind} />
        {choices.length > 0 && move !== null && (
          <Next {...{ choices, move, setMove, words, setWords, doneOn, setDoneOn, whom, setWhom }} />
        )}
        {choices.length > 0 && !whole.line.mine_to_check && <div className="sm am">{t("action.ownSo")}</div>}
        {step.fault !== null && <Refusal fault={step.fault} />}
      </div>
    </Dialog>
  );
}

type NextProps = {
  choices: readonly Move[];
  move: Move;
  setMove: (move: Move) => void;
  words: string;
  setWords: (words: string) => void;
  doneOn: string;
  setDoneOn: (day: string) => void;
  whom: Whom;
  setWhom: (whom: Whom) => void;
};

/** Which step is taken, and what it says. */
function Next({ choices, move, setMove, words, setWords, doneOn, setDoneOn, whom, setWhom }: NextProps) {
  const { t } = useTranslation();
  return (
    <>
      <Segment
        label={t("action.next")}
        value={move}
        onChange={setMove}
        choices={choices.map((value) => ({ value, label: t(`action.move.${value}`) }))}
      />
      <Field label={t(`action.words.${move}`)}>
        {(id) => <TextArea id={id} value={words} onChange={setWords} maxLength={4000} focused />}
      </Field>
      {move === "amend" && <Amended whom={whom} onWhom={setWhom} />}
      {move === "evidence" && (
        <Field label={t("action.doneOn")}>
          {(id) => <TextInput id={id} value={doneOn} onChange={setDoneOn} maxLength={10} />}
        </Field>
      )}
    </>
  );
}

/** 改派: somebody else answers for it from now on, or until another day. */
function Amended({ whom, onWhom }: { whom: Whom; onWhom: (whom: Whom) => void }) {
  const { t } = useTranslation();
  const people = useQuery(colleagues()).data ?? [];
  return (
    <>
      <Whose
        department={whom.department}
        owner={whom.owner}
        workers={people.filter((person) => person.active)}
        onDepartment={(department) => onWhom({ ...whom, department })}
        onOwner={(owner) => onWhom({ ...whom, owner })}
      />
      <Field label={t("action.due")}>
        {(id) => (
          <TextInput id={id} value={whom.due} onChange={(due) => onWhom({ ...whom, due })} maxLength={10} />
        )}
      </Field>
    </>
  );
}

type FactsProps = { whole: CorrectiveAction; related: boolean; onRelated: () => void };

function FactsOf({ whole, related, onRelated }: FactsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { facts } = whole.line;
  return (
    <Facts
      rows={[
        { label: t("col.state"), value: word("action.state", facts.state) },
        {
          label: t("action.owner"),
          value: `${whole.line.owner_name} · ${word("department", facts.department)}`,
        },
        {
          label: t("action.due"),
          value: (
            <span className={whole.line.late ? "rd w6" : undefined}>{fullDay(facts.due, language)}</span>
          ),
        },
        { label: t("action.prevention"), value: word("prevention", facts.prevention) },
        {
          label: t("action.tickets"),
          value: (
            <button
              type="button"
              className="linkish"
              aria-expanded={related}
              disabled={whole.complaints.length === 0}
              onClick={onRelated}
            >
              {count(whole.tickets.length)} <Keycap cap="Alt L" />
            </button>
          ),
        },
      ]}
    />
  );
}
