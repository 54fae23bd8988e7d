import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type ComplaintsBehind,
  commands,
  type Department,
  type Prevention,
  type UserId,
} from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useDesk, useLanguage } from "../../lib/desk";
import { dateFrom } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useDraft, useKept } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { daysInWords, scopeInWords } from "./about";
import { preventions } from "./choices";
import { colleagues, complaintsBehind } from "./queries";
import { Whose } from "./Whose";

/** Complaints that one finding is made from. */
const ticketsMax = 500;
/** How long an owner has where nothing else is said. */
const dueDays = 14;

type Props = { behind: ComplaintsBehind; onClose: () => void };

/** 立整改: the finding is written by itself; who answers for it and until when is asked. */
export function RaiseDialog({ behind, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const people = useQuery(colleagues()).data ?? [];
  const lines = useQuery(complaintsBehind(behind)).data ?? [];
  const written = useFinding(behind, lines.length);
  const { problem, area, floor, room } = behind.scope;
  const { form, shut } = useDraft(`action/${[problem, area, floor, room].join("/")}`, onClose);
  const [typed, setTyped] = useKept<string | null>("finding", null, textOf, form);
  const [prevention, setPrevention] = useState<Prevention>("quality");
  const [chosenDepartment, setDepartment] = useState<Department | null>(null);
  const [chosenOwner, setOwner] = useState<UserId | null>(null);
  const [due, setDue] = useState(dateFrom(desk.today, dueDays));
  const department = chosenDepartment ?? lines[0]?.department ?? "front_office";
  const workers = people.filter((person) => person.active);
  const owner = chosenOwner ?? workers.find((person) => person.department === department)?.id ?? null;
  const finding = typed ?? written;
  const raise = useWrite(commands.actionRaise, (answer) => t("action.raised", { number: answer.number }));
  const save = async () => {
    if (owner === null) return;
    const tickets = lines.slice(0, ticketsMax).map((line) => line.id);
    const subject = { problem, area, floor, room };
    const outcome = await raise.write({ finding, prevention, subject, department, owner, due, tickets });
    if (outcome.saved) shut();
  };
  const lacks =
    finding.trim() === "" ? t("action.lacksFinding") : owner === null ? t("step.lacksOwner") : undefined;
  return (
    <Dialog
      title={t("analysis.raise")}
      aside={t("action.from", { count: lines.length })}
      onClose={shut}
      confirm={{
        label: t("analysis.raise"),
        run: () => void save(),
        cap: "Ctrl Enter",
        busy: raise.state === "writing",
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("action.finding")}>
          {(id) => <TextArea id={id} value={finding} onChange={setTyped} rows={3} maxLength={4000} focused />}
        </Field>
        <Pick
          label={t("action.prevention")}
          value={prevention}
          onChange={setPrevention}
          choices={preventions.map((value) => ({ value, label: word("prevention", value) }))}
        />
        <Whose
          {...{ department, owner, workers }}
          onDepartment={(value) => {
            setDepartment(value);
            setOwner(null);
          }}
          onOwner={setOwner}
        />
        <Field label={t("action.due")}>
          {(id) => <TextInput id={id} value={due} onChange={setDue} maxLength={10} />}
        </Field>
        <div className="sm i2">{t("action.raiseSo")}</div>
        {raise.fault !== null && <Refusal fault={raise.fault} />}
      </div>
    </Dialog>
  );
}

const textOf = (kept: unknown) => (typeof kept === "string" ? kept : null);

/** The finding as the figure says it: what, when, how often. */
function useFinding(behind: ComplaintsBehind, all: number): string {
  const { t } = useTranslation();
  const language = useLanguage();
  const about = scopeInWords(behind.scope, (floor) => t("analysis.floor", { floor }));
  return t("action.findingSays", { about, days: daysInWords(behind.days, language), count: all }).trim();
}
