import { useEffect, useRef } from "react";
import { digitsOf, pinDigits } from "../lib/digits";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Called once, when the last box is filled. */
  onFull: (value: string) => void;
  /** PINs show dots; codes show their digits, with a gap after the third. */
  kind: "pin" | "code";
  bad?: boolean;
  barred?: boolean | undefined;
  length?: number;
};

/** Six boxes over one field, so that pasting, deleting and reading aloud work as in any field. */
export function CodeInput({
  label,
  value,
  onChange,
  onFull,
  kind,
  bad = false,
  barred = false,
  length = pinDigits,
}: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!barred) field.current?.focus();
  }, [barred]);
  const take = (typed: string) => {
    const digits = digitsOf(typed, length);
    onChange(digits);
    if (digits.length === length && value.length < length) onFull(digits);
  };
  return (
    <div className={`code ${kind === "code" ? "gap3" : ""} ${bad ? "bad" : ""}`}>
      {Array.from({ length }, (_, at) => (
        <span key={at} className={at === Math.min(value.length, length - 1) ? "at" : undefined} aria-hidden>
          {at < value.length ? (
            kind === "pin" ? (
              <i />
            ) : (
              value[at]
            )
          ) : (
            kind === "code" && at === value.length && <u />
          )}
        </span>
      ))}
      <input
        ref={field}
        aria-label={label}
        // A dialog begins here: six digits are what it waits for.
        data-met=""
        aria-invalid={bad || undefined}
        value={value}
        onChange={(event) => take(event.target.value)}
        type={kind === "pin" ? "password" : "text"}
        inputMode="numeric"
        autoComplete={kind === "pin" ? "off" : "one-time-code"}
        disabled={barred}
      />
    </div>
  );
}
