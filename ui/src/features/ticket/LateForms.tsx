import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Decision, NewRemedy, Remedy } from "../../api/bindings";
import { Field, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { useDesk } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { Pick } from "../../components/Pick";
import { useKept, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { AuthorityBars } from "./AuthorityBars";
import { authorityIn } from "./queries";
import type { FormProps } from "./StepDialog";
import { useFilled } from "./useFilled";

const kinds = [
  "room_change",
  "repair",
  "upgrade",
  "waive",
  "refund",
  "compensation",
  "laundry",
  "gift",
  "points",
] as const;

type Row = { remedy: Remedy; words: string; sum: string };
const emptyRow: Row = { remedy: "compensation", words: "", sum: "" };
const decisions = ["approved", "refused"] as const;

/** The rows as they were kept; none where something else stands there. */
function rowsOf(kept: unknown): readonly Row[] | null {
  if (!Array.isArray(kept)) return null;
  const rows = kept.flatMap((one: unknown): Row[] => {
    if (typeof one !== "object" || one === null) return [];
    const { remedy, words, sum } = { remedy: null, words: null, sum: null, ...one };
    const kind = kinds.find((known) => known === remedy);
    return kind !== undefined && typeof words === "string" && typeof sum === "string"
      ? [{ remedy: kind, words, sum }]
      : [];
  });
  return rows.length === 0 ? null : rows;
}

/** Step 5: what the house offers; what is inside one's limits goes at once, what is above waits. */
export function ProposeForm({ ticket, onChange }: FormProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [words, setWords] = useKeptText("words");
  const [rows, setRows] = useKept<readonly Row[]>("rows", [emptyRow], rowsOf);
  const change = (at: number, part: Partial<Row>) =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const remedies = rows.flatMap((row) => remedyOf(row, desk.minor_digits) ?? []);
  useFilled(
    remedies.length !== rows.length
      ? { lacks: t("step.lacksSum") }
      : { body: { step: "propose", words: words.trim(), remedies, withdraw: [] } },
    onChange,
  );
  const authority = useQuery(authorityIn(ticket.facts.id)).data;
  const typed = remedies.reduce((sum, one) => sum + costOf(one, authority?.hundred_points_minor ?? 0), 0);
  return (
    <>
      {authority !== undefined && <AuthorityBars authority={authority} typed={typed} />}
      <Field label={t("step.offer")} optional={t("optional")}>
        {(id) => <TextInput id={id} value={words} onChange={setWords} />}
      </Field>
      {rows.map((row, at) => (
        <div key={at} className="row remedy">
          <Pick
            label={t("remedy.what")}
            value={row.remedy}
            onChange={(remedy) => change(at, { remedy })}
            choices={kinds
              .filter((kind) => kind !== "points" || ticket.facts.guest !== null)
              .map((kind) => ({ value: kind, label: t(`remedy.kind.${kind}`) }))}
            focused={at === rows.length - 1}
          />
          <Field label={row.remedy === "points" ? t("remedy.pointsLabel") : t("remedy.sum")}>
            {(id) => <TextInput id={id} value={row.sum} onChange={(sum) => change(at, { sum })} />}
          </Field>
          <Field label={t("remedy.words")} optional={t("optional")}>
            {(id) => <TextInput id={id} value={row.words} onChange={(text) => change(at, { words: text })} />}
          </Field>
          {rows.length > 1 && (
            <button
              type="button"
              className="btn s"
              aria-label={t("remedy.takeOut")}
              onClick={() => setRows(rows.filter((_, index) => index !== at))}
            >
              <X size={14} aria-hidden />
            </button>
          )}
        </div>
      ))}
      <div>
        <button type="button" className="btn s" onClick={() => setRows([...rows, emptyRow])}>
          <Plus size={14} aria-hidden /> {t("remedy.more")}
        </button>
      </div>
    </>
  );
}

/** What a remedy costs of one's authority: its sum, or what its points cost. */
function costOf(one: NewRemedy, hundredPoints: number): number {
  return one.points > 0 ? Math.round((one.points * hundredPoints) / 100) : one.amount_minor;
}

function remedyOf(row: Row, digits: number): NewRemedy | null {
  const sum = row.sum.trim() === "" ? 0 : Number(row.sum);
  if (!Number.isFinite(sum) || sum < 0) return null;
  const words = row.words.trim();
  if (row.remedy === "points") {
    return Number.isInteger(sum) && sum > 0
      ? { remedy: row.remedy, words, amount_minor: 0, points: sum }
      : null;
  }
  return { remedy: row.remedy, words, amount_minor: Math.round(sum * 10 ** digits), points: 0 };
}

/** Step 6: somebody else says yes or no to what is above the proposer's limits. */
export function ApproveForm({ ticket, onChange }: FormProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const awaiting = ticket.remedies.filter((one) => one.facts.state === "awaiting");
  const [decision, setDecision] = useKeptChoice<Decision>("decision", null, decisions);
  const [words, setWords] = useKeptText("words");
  useFilled(
    decision === null || words.trim() === "" || awaiting.length === 0
      ? { lacks: awaiting.length === 0 ? t("step.nothingAwaits") : t("ticket.lacksStep") }
      : {
          body: {
            step: "approve",
            remedies: awaiting.map((one) => one.facts.id),
            decision,
            words: words.trim(),
          },
        },
    onChange,
  );
  return (
    <>
      {awaiting.map((one) => (
        <div key={one.facts.id} className="row b">
          <span className="big">
            {one.facts.points > 0
              ? t("remedy.points", { points: count(one.facts.points) })
              : money(one.facts.amount_minor, desk.currency)}
          </span>
          <span>
            {t(`remedy.kind.${one.facts.remedy}`)} {one.facts.words}
          </span>
          <span className="sp i2">{t("step.proposedBy", { name: one.proposed_by_name })}</span>
        </div>
      ))}
      <Segment
        label={t("step.6")}
        value={decision}
        onChange={setDecision}
        choices={[
          { value: "approved", label: t("decision.approved") },
          { value: "refused", label: t("decision.refused") },
        ]}
        focused
      />
      <Field label={t("step.decisionWords")}>
        {(id) => <TextInput id={id} value={words} onChange={setWords} />}
      </Field>
      <p className="sm m">{t("step.approveFinal")}</p>
    </>
  );
}
