import { useId } from "react";
import { focusOnce } from "../lib/focus";

type Props<Value extends string> = {
  label: string;
  value: Value | null;
  onChange: (value: Value) => void;
  choices: readonly { value: Value; label: string }[];
  focused?: boolean;
};

/** Four to a dozen choices by their words; the system's own list, so that typing finds and arrows move. */
export function Pick<Value extends string>({
  label,
  value,
  onChange,
  choices,
  focused = false,
}: Props<Value>) {
  const id = useId();
  return (
    <div className="field">
      <label className="lab" htmlFor={id}>
        {label}
      </label>
      <span className="in">
        <select
          id={id}
          value={value ?? ""}
          ref={(field) => focusOnce(focused, field)}
          onChange={(event) => {
            const chosen = choices.find((choice) => choice.value === event.target.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {value === null && <option value="" aria-label={label} />}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}
