import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BudgetVersion, commands, type Department } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal, Waiting } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { useWrite } from "../../lib/write";
import { departments } from "../../lib/departments";
import { budget } from "./queries";
import { shownSum, typedSum } from "./sums";

/** What is set aside for compensation in a month: for the house, and for departments. */
export function BudgetDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const current = useQuery(budget()).data;
  if (current !== undefined) return <Form current={current} onClose={onClose} />;
  return (
    <Dialog title={t("budget.set")} onClose={onClose}>
      <Waiting />
    </Dialog>
  );
}

function Form({ current, onClose }: { current: BudgetVersion; onClose: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const digits = desk.minor_digits;
  const [house, setHouse] = useState(shownSum(current.budget.month_minor, digits));
  const [sums, setSums] = useState<Partial<Record<Department, string>>>(() =>
    Object.fromEntries(
      current.budget.departments.map((one) => [one.department, shownSum(one.month_minor, digits)]),
    ),
  );
  const [why, setWhy] = useState("");
  const edit = useWrite(commands.budgetEdit, () => t("budget.saved"));
  const month = typedSum(house, digits);
  const own = departments.map((department) => ({
    department,
    sum: typedSum(sums[department] ?? "", digits),
  }));
  const wrong = month === undefined || own.some((one) => one.sum === undefined);
  const save = async () => {
    if (month === undefined) return;
    const set = own.flatMap(({ department, sum }) =>
      typeof sum === "number" ? [{ department, month_minor: sum }] : [],
    );
    const outcome = await edit.write({
      seen: current.version,
      budget: { month_minor: month, departments: set },
      why: why.trim(),
    });
    if (outcome.saved) onClose();
  };
  return (
    <Dialog
      title={t("budget.set")}
      onClose={onClose}
      width={600}
      confirm={{
        label: t("limits.save"),
        run: () => void save(),
        lacks: wrong ? t("limits.lacksSum") : why.trim() === "" ? t("limits.lacksWhy") : undefined,
        busy: edit.state === "writing",
      }}
    >
      <Field label={t("budget.house", { currency: desk.currency })}>
        {(id) => <TextInput id={id} value={house} onChange={setHouse} focused />}
      </Field>
      <div style={{ display: "grid", gridTemplateColumns: "repeat(3, 1fr)", gap: 8, margin: "12px 0" }}>
        {departments.map((department) => (
          <Field key={department} label={word("department", department)} optional={t("optional")}>
            {(id) => (
              <TextInput
                id={id}
                value={sums[department] ?? ""}
                onChange={(text) => setSums({ ...sums, [department]: text })}
              />
            )}
          </Field>
        ))}
      </div>
      <Field label={t("limits.why")}>{(id) => <TextInput id={id} value={why} onChange={setWhy} />}</Field>
      {edit.fault !== null && <Refusal fault={edit.fault} />}
    </Dialog>
  );
}
