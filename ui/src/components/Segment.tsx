import { type ReactNode, useId } from "react";
import type { Cap } from "../lib/keys";
import { Keycap } from "./Keycap";

export type Choice<Value extends string> = { value: Value; label: ReactNode; cap?: Cap; tone?: "act" };

type Props<Value extends string> = {
  label: string;
  choices: readonly Choice<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  size?: "s" | "m";
  full?: boolean;
};

/** One to three choices side by side; arrows move between them. */
export function Segment<Value extends string>({
  label,
  choices,
  value,
  onChange,
  size = "m",
  full = false,
}: Props<Value>) {
  const group = useId();
  return (
    <div
      className={`seg ${size === "s" ? "s" : ""} ${full ? "full" : ""}`}
      role="radiogroup"
      aria-label={label}
    >
      {choices.map((choice) => (
        <label key={choice.value} className={choice.tone === "act" ? "rd" : undefined}>
          <input
            type="radio"
            name={group}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
          {choice.cap !== undefined && <Keycap cap={choice.cap} />}
        </label>
      ))}
    </div>
  );
}
