import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cause, Department, Finding, HouseCause, UserId } from "../../api/bindings";
import { Field, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { useMay } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { Pick } from "../../components/Pick";
import { departments } from "../../lib/departments";
import { useKeptChoice, useKeptText } from "../../lib/unsaved";
import { colleagues } from "./queries";
import type { FormProps } from "./StepDialog";
import { recordsOf } from "./steps";
import { useFilled } from "./useFilled";

const findings = ["yes", "partly", "no"] as const;
const causes = [
  "quality",
  "attitude",
  "aftercare",
  "not_as_expected",
  "high_expectation",
  "communication",
] as const;
const houseCauses = ["appearance", "skill", "equipment", "goods", "management"] as const;

/** Step 1: who complains, about what, what they ask for. */
export function RecordForm({ ticket, onChange }: FormProps) {
  const { t } = useTranslation();
  const last = recordsOf(ticket, 1).at(-1)?.body;
  const before = last?.step === "record" ? last : null;
  const [complainant, setComplainant] = useKeptText(
    "complainant",
    given(before?.complainant, ticket.guest_name),
  );
  const [about, setAbout] = useKeptText("about", given(before?.about, word("problem", ticket.facts.problem)));
  const [demand, setDemand] = useKeptText("demand", before?.demand ?? "");
  const lacking = [complainant, about, demand].some((text) => text.trim() === "");
  useFilled(
    lacking ? { lacks: t("ticket.lacksStep") } : { body: { step: "record", complainant, about, demand } },
    onChange,
  );
  return (
    <>
      <Field label={t("step.complainant")}>
        {(id) => (
          <TextInput id={id} value={complainant} onChange={setComplainant} focused={complainant === ""} />
        )}
      </Field>
      <Field label={t("step.about")}>{(id) => <TextInput id={id} value={about} onChange={setAbout} />}</Field>
      <Field label={t("step.demand")}>
        {(id) => <TextInput id={id} value={demand} onChange={setDemand} focused={complainant !== ""} />}
      </Field>
    </>
  );
}

/** What was written, or what an empty field stands for. */
function given(written: string | undefined, stands: string): string {
  return written === undefined || written === "" ? stands : written;
}

/** Step 2: whether the complaint holds: its grounds, what is asked. */
export function JudgeForm({ onChange }: FormProps) {
  const { t } = useTranslation();
  const [grounds, setGrounds] = useKeptChoice<Finding>("grounds", null, findings);
  const [demand, setDemand] = useKeptChoice<Finding>("fair", null, findings);
  const [why, setWhy] = useKeptText("why");
  const choices = findings.map((one) => ({ value: one, label: t(`finding.${one}`) }));
  useFilled(
    grounds === null || demand === null || why.trim() === ""
      ? { lacks: t("ticket.lacksStep") }
      : { body: { step: "judge", grounds, demand, why: why.trim() } },
    onChange,
  );
  return (
    <>
      <div>
        <div className="lab">{t("ticket.grounds")}</div>
        <Segment
          label={t("ticket.grounds")}
          value={grounds}
          onChange={setGrounds}
          choices={choices}
          focused
        />
      </div>
      <div>
        <div className="lab">{t("ticket.demandFair")}</div>
        <Segment label={t("ticket.demandFair")} value={demand} onChange={setDemand} choices={choices} />
      </div>
      <Field label={t("step.why")}>{(id) => <TextInput id={id} value={why} onChange={setWhy} />}</Field>
    </>
  );
}

/** Step 3: which department works on it and who answers for it. */
export function AssignForm({ ticket, onChange }: FormProps) {
  const { t } = useTranslation();
  const people = useQuery(colleagues()).data ?? [];
  const [department, setDepartment] = useState<Department>(ticket.facts.department);
  const [chosen, setOwner] = useState<UserId | null>(ticket.facts.owner);
  const owner = chosen ?? people.find((person) => person.department === department)?.id ?? null;
  useFilled(
    owner === null ? { lacks: t("step.lacksOwner") } : { body: { step: "assign", department, owner } },
    onChange,
  );
  return (
    <>
      <Pick
        label={t("ticket.department")}
        value={department}
        onChange={setDepartment}
        choices={departments.map((one) => ({ value: one, label: word("department", one) }))}
        focused
      />
      <Pick
        label={t("step.owner")}
        value={owner}
        onChange={setOwner}
        choices={people.map((person) => ({
          value: person.id,
          label: `${person.name} · ${word("role", person.role)}`,
        }))}
      />
    </>
  );
}

/** Step 4: why it happened, and through whom. */
export function AnalyseForm({ onChange }: FormProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [cause, setCause] = useKeptChoice<Cause>("cause", null, causes);
  const [houseCause, setHouseCause] = useKeptChoice<HouseCause>("houseCause", null, houseCauses);
  const [happened, setHappened] = useKeptText("happened");
  const [responsible, setResponsible] = useKeptText("responsible");
  useFilled(
    cause === null || happened.trim() === ""
      ? { lacks: t("ticket.lacksStep") }
      : {
          body: {
            step: "analyse",
            cause,
            house_cause: houseCause,
            happened: happened.trim(),
            responsible: responsible.trim(),
          },
        },
    onChange,
  );
  return (
    <>
      <Pick
        label={t("step.cause")}
        value={cause}
        onChange={setCause}
        choices={causes.map((one) => ({ value: one, label: t(`cause.${one}`) }))}
        focused
      />
      <Pick
        label={t("step.houseCause")}
        value={houseCause}
        onChange={setHouseCause}
        choices={houseCauses.map((one) => ({ value: one, label: t(`houseCause.${one}`) }))}
      />
      <Field label={t("step.happened")}>
        {(id) => <TextInput id={id} value={happened} onChange={setHappened} />}
      </Field>
      {may("approve_remedy") && (
        <Field label={t("step.responsible")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={responsible} onChange={setResponsible} />}
        </Field>
      )}
    </>
  );
}
