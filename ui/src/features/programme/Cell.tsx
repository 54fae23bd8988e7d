import { useState } from "react";
import { shown, typed, warningsIn, warningsMax } from "./draft";

type Props = {
  /** What it is of: the outlet, the tier, and which rule. */
  label: string;
  value: number | null;
  /** Undefined where the reader may only look. */
  onChange: ((value: number) => void) | undefined;
  /** Decimal places that are kept finer than they are shown: 2 for a percentage shown as times. */
  digits?: number;
};

/** One number of the rules. What cannot be read stays as it was typed, marked. */
export function Cell({ label, value, onChange, digits = 0 }: Props) {
  const set = onChange === undefined ? undefined : (read: number | null) => onChange(read ?? Number.NaN);
  return <AnyCell label={label} value={value} onChange={set} digits={digits} optional={false} />;
}

/** The same where it may be empty: no cap, no end. */
export function OptionalCell({
  label,
  value,
  onChange,
  digits = 0,
}: Omit<Props, "onChange"> & {
  onChange: ((value: number | null) => void) | undefined;
}) {
  return <AnyCell label={label} value={value} onChange={onChange} digits={digits} optional />;
}

type AnyProps = {
  label: string;
  value: number | null;
  onChange: ((value: number | null) => void) | undefined;
  digits: number;
  optional: boolean;
};

function AnyCell({ label, value, onChange, digits, optional }: AnyProps) {
  const [text, setText] = useState(() => shown(value, digits));
  const bad = Number.isNaN(typed(text, digits, optional));
  return (
    <input
      className={bad ? "cell num bad" : "cell num"}
      aria-label={label}
      aria-invalid={bad || undefined}
      value={text}
      disabled={onChange === undefined}
      placeholder={optional ? "–" : ""}
      autoComplete="off"
      maxLength={14}
      onChange={(event) => {
        setText(event.target.value);
        onChange?.(typed(event.target.value, digits, optional));
      }}
    />
  );
}

type WarningsProps = {
  label: string;
  /** Days ahead, the earliest warning first. */
  value: readonly number[];
  onChange: ((value: readonly number[]) => void) | undefined;
};

/** Days ahead of which something is said, typed in any order with whatever comma is at hand. */
export function WarningsCell({ label, value, onChange }: WarningsProps) {
  const [text, setText] = useState(() => value.filter((days) => !Number.isNaN(days)).join("、"));
  const bad = warningsIn(text).length === 0;
  return (
    <input
      className={bad ? "cell num bad" : "cell num"}
      aria-label={label}
      aria-invalid={bad || undefined}
      value={text}
      disabled={onChange === undefined}
      autoComplete="off"
      maxLength={6 * warningsMax}
      onChange={(event) => {
        setText(event.target.value);
        onChange?.(warningsIn(event.target.value));
      }}
    />
  );
}

type PickProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: ((value: Value) => void) | undefined;
  choices: readonly { value: Value; label: string }[];
};

/** One of a few words, in a cell. */
export function CellPick<Value extends string>({ label, value, onChange, choices }: PickProps<Value>) {
  return (
    <select
      className="cell pick"
      aria-label={label}
      value={value}
      disabled={onChange === undefined}
      onChange={(event) => {
        const chosen = choices.find((choice) => choice.value === event.target.value);
        if (chosen !== undefined) onChange?.(chosen.value);
      }}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
