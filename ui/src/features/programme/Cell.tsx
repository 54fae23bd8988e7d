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
  const read = (text: string) => typed(text, digits, optional);
  return (
    <TypedCell
      label={label}
      begin={shown(value, digits)}
      read={read}
      isBad={Number.isNaN}
      onChange={onChange}
      placeholder={optional ? "–" : ""}
      maxLength={14}
    />
  );
}

type TypedProps<Value> = {
  label: string;
  /** What stands there before anything is typed. */
  begin: string;
  read: (text: string) => Value;
  isBad: (value: Value) => boolean;
  onChange: ((value: Value) => void) | undefined;
  placeholder?: string;
  maxLength: number;
};

/** What is typed stays as it was typed, and is marked where it cannot be read. */
function TypedCell<Value>({
  label,
  begin,
  read,
  isBad,
  onChange,
  placeholder,
  maxLength,
}: TypedProps<Value>) {
  const [text, setText] = useState(begin);
  const bad = isBad(read(text));
  return (
    <input
      className={bad ? "cell num bad" : "cell num"}
      aria-label={label}
      aria-invalid={bad || undefined}
      value={text}
      disabled={onChange === undefined}
      placeholder={placeholder}
      autoComplete="off"
      maxLength={maxLength}
      onChange={(event) => {
        setText(event.target.value);
        onChange?.(read(event.target.value));
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
  return (
    <TypedCell
      label={label}
      begin={value.filter((days) => !Number.isNaN(days)).join("、")}
      read={warningsIn}
      isBad={(days) => days.length === 0}
      onChange={onChange}
      maxLength={6 * warningsMax}
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
