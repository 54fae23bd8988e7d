import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Department, type NewUser, type Role, type User } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput, Tick } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { departments } from "../../lib/departments";
import { useDesk } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { useWrite } from "../../lib/write";

const roles = [
  "receptionist",
  "duty_manager",
  "department_head",
  "general_manager",
  "data_officer",
  "administrator",
] as const satisfies readonly Role[];

type Props = {
  /** The colleague who is changed; none adds one. */
  user: User | null;
  onClose: () => void;
  /** The colleague stands here and types their PIN. */
  onPin: (user: Pick<User, "id" | "name">) => void;
};

const begun: NewUser = { sign_in: "", name: "", role: "receptionist", department: "front_office" };

/** A colleague is added, or gets another name, post or department, or leaves. */
export function StaffDialog({ user, onClose, onPin }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [fields, setFields] = useState<NewUser>(user ?? begun);
  const [active, setActive] = useState(user?.active ?? true);
  const put = (change: Partial<NewUser>) => setFields((now) => ({ ...now, ...change }));
  const add = useWrite(commands.staffAdd, (_, input) => t("staff.added", { name: input.name }));
  const edit = useWrite(commands.staffEdit, (_, input) => t("staff.edited", { name: input.wanted.name }));
  const save = async () => {
    const name = fields.name.trim();
    if (user !== null) {
      const wanted = { ...user, name, role: fields.role, department: fields.department, active };
      if ((await edit.write({ seen: user, wanted })).saved) onClose();
      return;
    }
    const added = await add.write({ ...fields, name, sign_in: fields.sign_in.trim() });
    if (added.saved) onPin({ id: added.value, name });
  };
  const fault = add.fault ?? edit.fault;
  return (
    <Dialog
      title={t(user === null ? "staff.add" : "staff.edit")}
      aside={user?.sign_in}
      onClose={onClose}
      confirm={{
        label: t(user === null ? "staff.addAndPin" : "key.save"),
        run: () => void save(),
        busy: add.state === "writing" || edit.state === "writing",
        lacks: useLacks(user, fields, active),
      }}
      other={
        user?.active === true && (
          <Action cap="Alt P" onClick={() => onPin(user)}>
            {t(user.has_pin ? "pin.anew" : "pin.title")}
          </Action>
        )
      }
      keys={user?.active === true ? [{ cap: "Alt P", run: () => onPin(user) }] : []}
    >
      <div className="col" style={{ gap: 12 }}>
        <Fields fields={fields} put={put} fresh={user === null} />
        {user !== null && user.id !== desk.user.id && (
          <Tick label={t("staff.active")} checked={active} onChange={setActive} />
        )}
        {user === null && <div className="sm i2">{t("staff.addSo")}</div>}
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}

type FieldsProps = { fields: NewUser; put: (change: Partial<NewUser>) => void; fresh: boolean };

function Fields({ fields, put, fresh }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("settings.name")}>
        {(id) => (
          <TextInput id={id} value={fields.name} onChange={(name) => put({ name })} focused maxLength={60} />
        )}
      </Field>
      {fresh && (
        <Field label={t("settings.signIn")}>
          {(id) => (
            <TextInput
              id={id}
              value={fields.sign_in}
              onChange={(text) => put({ sign_in: text.toLowerCase() })}
              hint={t("staff.signInForm")}
              maxLength={40}
            />
          )}
        </Field>
      )}
      <div className="twofold">
        <Pick
          label={t("settings.role")}
          value={fields.role}
          onChange={(role) => put({ role })}
          choices={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        />
        <Pick<Department>
          label={t("settings.department")}
          value={fields.department}
          onChange={(department) => put({ department })}
          choices={departments.map((one) => ({ value: one, label: word("department", one) }))}
        />
      </div>
    </>
  );
}

/** What is missing, or that nothing was changed. */
function useLacks(user: User | null, fields: NewUser, active: boolean): string | undefined {
  const { t } = useTranslation();
  if (fields.name.trim() === "") return t("settings.name");
  if (user === null) return /^[a-z0-9._-]+$/.test(fields.sign_in.trim()) ? undefined : t("settings.signIn");
  const same =
    fields.name.trim() === user.name &&
    fields.role === user.role &&
    fields.department === user.department &&
    active === user.active;
  return same ? t("staff.lacksChange") : undefined;
}
