import { useQuery } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type Department,
  type GuestId,
  type PreferenceKind,
  type PreferenceOrigin,
} from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { word } from "../../lib/i18n";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { departments } from "./departments";
import { precautionFor } from "./precautions";
import { wishConcerns } from "./queries";
import { sources, sourceWord } from "./sources";
import { sensitive } from "./WishesList";

type Props = {
  guest: GuestId;
  name: string;
  /** What the guest just said, where it was typed before. */
  words?: string;
  onClose: () => void;
};
type Consent = "yes" | "no";

type Source = (typeof sources)[number];

const kinds = ["room", "dining", "habit", "leisure", "other", "health", "religion", "minor"] as const;

type About = { kind: PreferenceKind; words: string };

/**
 * F2: one wish in a few words. A sensitive one asks whether the guest agreed; without it only what to do is kept. What
 * concerns a department becomes its task in the same write.
 */
export function AddWishDialog({ guest, name, words: said = "", onClose }: Props) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`wish/${guest}`, onClose);
  const [words, setWords] = useKeptText("words", said, form);
  const [kind, setKind] = useKeptChoice<PreferenceKind, PreferenceKind>("kind", "room", kinds, form);
  const [consent, setConsent] = useState<Consent | null>(null);
  const [origin, setOrigin] = useState<PreferenceOrigin>("asked");
  const [source, setSource] = useState<Source>("desk");
  const todo = useTodo({ kind, words });
  const add = useWrite(
    commands.wishTake,
    ({ department }, { wish }) =>
      department === null
        ? t("wish.saved", { text: wish.words })
        : t("wish.savedFor", { text: wish.words, department: word("department", department) }),
    "undoable",
  );
  const careful = sensitive.includes(kind);
  const lacks =
    words.trim() === ""
      ? t("wish.lacksText")
      : careful && consent !== "yes"
        ? t("wish.lacksConsent")
        : undefined;
  const save = async () => {
    const wish = { guest, kind, words: words.trim(), origin, consent: careful && consent === "yes", source };
    const action = careful ? todo.action.trim() : "";
    if ((await add.write({ wish, department: todo.department, action })).saved) shut();
  };
  const answer = (given: Consent) => {
    setConsent(given);
    if (given === "yes" || !careful) return;
    // Without consent the reason is not kept: what is left to write is what to do, by whoever was to do it.
    todo.setDepartment(todo.department);
    setKind(todo.department === "food_beverage" ? "dining" : "room");
    setWords(todo.action.trim());
  };
  return (
    <Dialog
      title={t("wish.title", { name })}
      onClose={shut}
      confirm={{ label: t("wish.keep"), run: () => void save(), busy: add.state === "writing", lacks }}
      width={640}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t(consent === "no" ? "wish.doOnly" : "wish.text")}>
          {(id) => <TextInput id={id} value={words} onChange={setWords} focused maxLength={200} />}
        </Field>
        <div>
          <div className="lab">{t("wish.kindLabel")}</div>
          <Segment
            label={t("wish.kindLabel")}
            value={kind}
            onChange={setKind}
            choices={kinds.map((one) => ({ value: one, label: t(`wish.kind.${one}`) }))}
          />
        </div>
        {(careful || consent === "no") && <Agreed kind={kind} consent={consent} onAnswer={answer} />}
        <Todo todo={todo} careful={careful} />
        <Learnt origin={origin} onOrigin={setOrigin} source={source} onSource={setSource} />
        {add.fault !== null && <Refusal fault={add.fault} />}
      </div>
    </Dialog>
  );
}

type TodoState = {
  department: Department | null;
  setDepartment: (department: Department | null) => void;
  action: string;
  setAction: (action: string) => void;
};

/** Who does what about it: the kind's department and the usual precaution, until somebody says otherwise. */
function useTodo({ kind, words }: About): TodoState {
  const { t } = useTranslation();
  const concerns = useQuery(wishConcerns).data;
  const [department, setDepartment] = useState<Department | null>(null);
  const [action, setAction] = useState<string | null>(null);
  const usual = sensitive.includes(kind) ? precautionFor(words) : undefined;
  const ofKind = concerns?.find((one) => one.kind === kind)?.department ?? null;
  return {
    department: department ?? usual?.department ?? ofKind,
    setDepartment,
    action: action ?? (usual === undefined ? "" : t(`precaution.${usual.word}`)),
    setAction,
  };
}

/** The task that is made with the wish: whose it is, and for a sensitive one what is done instead of why. */
function Todo({ todo, careful }: { todo: TodoState; careful: boolean }) {
  const { t } = useTranslation();
  const { department, setDepartment, action, setAction } = todo;
  const whose = (
    <Pick
      label={t("wish.taskFor")}
      value={department ?? "none"}
      onChange={(one) => setDepartment(one === "none" ? null : one)}
      choices={[
        ...(department === null ? [{ value: "none" as const, label: t("wish.noTask") }] : []),
        ...departments.map((one) => ({ value: one, label: word("department", one) })),
      ]}
    />
  );
  if (!careful) return whose;
  return (
    <div className="twofold">
      {whose}
      <Field label={t("wish.action")} optional={t("optional")}>
        {(id) => <TextInput id={id} value={action} onChange={setAction} maxLength={200} />}
      </Field>
    </div>
  );
}

type AgreedProps = { kind: PreferenceKind; consent: Consent | null; onAnswer: (given: Consent) => void };

/** Asks whether the guest agreed that a sensitive wish is kept. */
function Agreed({ kind, consent, onAnswer }: AgreedProps) {
  const { t } = useTranslation();
  return (
    <div>
      <div className="row am w6">
        <ShieldAlert size={16} aria-hidden />{" "}
        {sensitive.includes(kind)
          ? t("wish.sensitiveKind", { kind: t(`wish.kind.${kind}`) })
          : t("wish.sensitive")}
      </div>
      <div style={{ margin: "4px 0 6px" }}>{t("wish.consentAsk")}</div>
      <Segment
        label={t("wish.consentAsk")}
        value={consent}
        onChange={onAnswer}
        choices={[
          { value: "yes", label: t("wish.consentYes") },
          { value: "no", label: t("wish.consentNo") },
        ]}
      />
      {consent === "no" && (
        <div className="sm i2" style={{ marginTop: 6 }}>
          {t("wish.consentNoSo")}
        </div>
      )}
    </div>
  );
}

type LearntProps = {
  origin: PreferenceOrigin;
  onOrigin: (origin: PreferenceOrigin) => void;
  source: Source;
  onSource: (source: Source) => void;
};

/** Whether it was asked for or seen, and where. */
function Learnt({ origin, onOrigin, source, onSource }: LearntProps) {
  const { t } = useTranslation();
  return (
    <div className="twofold">
      <div>
        <div className="lab">{t("wish.originLabel")}</div>
        <Segment
          label={t("wish.originLabel")}
          value={origin}
          onChange={onOrigin}
          choices={[
            { value: "asked", label: t("wish.origin.asked") },
            { value: "observed", label: t("wish.origin.observed") },
          ]}
        />
      </div>
      <Pick
        label={t("wish.sourceLabel")}
        value={source}
        onChange={onSource}
        choices={sources.map((one) => ({ value: one, label: sourceWord(one) }))}
      />
    </div>
  );
}
