import { type ReactNode, useId, useState } from "react";
import { focusOnce } from "../lib/focus";
import type { Cap } from "../lib/keys";
import { Keycap } from "./Keycap";

export type Choice<Value extends string> = { value: Value; label: ReactNode; cap?: Cap; tone?: "act" };

type Props<Value extends string> = {
  id?: string;
  label: string;
  choices: readonly Choice<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  size?: "s" | "m";
  full?: boolean;
  /** Whether the caret begins here: on the chosen one, or on the first. */
  focused?: boolean;
};

/** One to three choices side by side; arrows move between them, Space takes the one under the caret. */
export function Segment<Value extends string>({
  id,
  label,
  choices,
  value,
  onChange,
  size = "m",
  full = false,
  focused = false,
}: Props<Value>) {
  const group = useId();
  const [begins] = useState(() =>
    Math.max(
      0,
      choices.findIndex((choice) => choice.value === value),
    ),
  );
  return (
    <div
      id={id}
      className={`seg ${size === "s" ? "s" : ""} ${full ? "full" : ""}`}
      role="radiogroup"
      aria-label={label}
    >
      {choices.map((choice, at) => (
        <label key={choice.value} className={choice.tone === "act" ? "rd" : undefined}>
          <input
            type="radio"
            name={group}
            value={choice.value}
            checked={choice.value === value}
            ref={(one) => focusOnce(focused && at === begins, one)}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
          {choice.cap !== undefined && <Keycap cap={choice.cap} />}
        </label>
      ))}
    </div>
  );
}
