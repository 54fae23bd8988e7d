import { useDesk } from "../lib/desk";
import { dayIn, type Toward } from "../lib/day";
import { Field, TextInput } from "./Field";
import { useTranslation } from "react-i18next";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  optional?: boolean;
  focused?: boolean;
  id?: string;
  /** Where a day lies that is said without its month. */ toward?: Toward;
};

/** A day as one says it, with what was understood at its right: `31日`, `7-31`, `3天后`, `2026-07-31`. */
export function DayInput({
  label,
  value,
  onChange,
  optional = false,
  focused = false,
  id: named,
  toward = "ahead",
}: Props) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const day = dayIn(value, today, toward);
  const bad = value.trim() !== "" && day === null;
  return (
    <Field
      label={label}
      {...(named === undefined ? {} : { id: named })}
      {...(optional ? { optional: t("optional") } : {})}
      {...(bad ? { error: t("outside.badDay") } : {})}
    >
      {(id) => (
        <TextInput
          id={id}
          value={value}
          onChange={onChange}
          bad={bad}
          focused={focused}
          maxLength={16}
          {...(day !== null && day !== value.trim() ? { hint: day } : {})}
        />
      )}
    </Field>
  );
}
