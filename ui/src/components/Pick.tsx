import { type KeyboardEvent, useId, useRef } from "react";
import { focusOnce } from "../lib/focus";
import { typedBegins } from "../lib/initials";

type Choice<Value extends string> = {
  value: Value;
  label: string;
  /** Seen and not to be had. */ barred?: boolean;
};

type Props<Value extends string> = {
  /** Where a key leads to the field by its place. */
  id?: string;
  label: string;
  value: Value | null;
  onChange: (value: Value) => void;
  choices: readonly Choice<Value>[];
  focused?: boolean;
};

/** How long letters count as one word. */
const restMs = 1_000;

/** Four to a dozen choices by their words; the system's own list: arrows move, and typing finds, also by pinyin initials. */
export function Pick<Value extends string>({
  id: named,
  label,
  value,
  onChange,
  choices,
  focused = false,
}: Props<Value>) {
  const made = useId();
  const id = named ?? made;
  const typed = useRef({ text: "", atMs: 0 });
  const find = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    if (event.key === " " || Array.from(event.key).length !== 1) return;
    // The system's list knows only what is written, and would jump elsewhere.
    event.preventDefault();
    const goesOn = event.timeStamp - typed.current.atMs < restMs;
    const text = (goesOn ? typed.current.text : "") + event.key;
    typed.current = { text, atMs: event.timeStamp };
    const found = choices.find((choice) => choice.barred !== true && typedBegins(text, choice.label));
    if (found !== undefined) onChange(found.value);
  };
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
          onKeyDown={find}
        >
          {value === null && <option value="" aria-label={label} />}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.barred === true}>
              {choice.label}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}
