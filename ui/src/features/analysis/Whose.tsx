import { useTranslation } from "react-i18next";
import type { Department, User, UserId } from "../../api/bindings";
import { Pick } from "../../components/Pick";
import { word } from "../../lib/i18n";
import { departments } from "../../lib/departments";

type Props = {
  department: Department;
  owner: UserId | null;
  workers: readonly User[];
  onDepartment: (department: Department) => void;
  onOwner: (owner: UserId) => void;
};

/** Whose work it is and who answers for it. */
export function Whose({ department, owner, workers, onDepartment, onOwner }: Props) {
  const { t } = useTranslation();
  return (
    <div className="pair">
      <Pick
        label={t("ticket.department")}
        value={department}
        onChange={onDepartment}
        choices={departments.map((value) => ({ value, label: word("department", value) }))}
      />
      <Pick
        label={t("action.owner")}
        value={owner}
        onChange={onOwner}
        choices={workers.map((person) => ({
          value: person.id,
          label: `${person.name} · ${word("role", person.role)}`,
        }))}
      />
    </div>
  );
}
