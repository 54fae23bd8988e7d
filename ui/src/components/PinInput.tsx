import { digitsOf, pinDigits } from "../lib/digits";
import { Field, TextInput } from "./Field";

type Props = { id?: string; label: string; value: string; onChange: (pin: string) => void };

/** A PIN among other fields: it takes nothing but digits, and enters nothing by itself. */
export function PinInput({ id, label, value, onChange }: Props) {
  return (
    <Field {...(id === undefined ? {} : { id })} label={label}>
      {(field) => (
        <TextInput
          id={field}
          secret
          value={value}
          onChange={(typed) => onChange(digitsOf(typed, pinDigits))}
          maxLength={pinDigits}
        />
      )}
    </Field>
  );
}
