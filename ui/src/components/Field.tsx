import { focusOnce } from "../lib/focus";
import { type ReactNode, useId } from "react";
import { VerdictMark } from "./Marks";

type Props = {
  /** Where the page must name the field itself. */
  id?: string;
  label: string;
  optional?: string;
  error?: ReactNode;
  children: (id: string) => ReactNode;
};

/** A field with its label above and its error below; give the id to the input. */
export function Field({ id: named, label, optional, error, children }: Props) {
  const made = useId();
  const id = named ?? made;
  return (
    <div className="field">
      <label className="lab" htmlFor={id}>
        {label}
        {optional !== undefined && ` · ${optional}`}
      </label>
      {children(id)}
      {error !== undefined && (
        <div className="err" role="alert">
          <VerdictMark verdict="block" bare /> {error}
        </div>
      )}
    </div>
  );
}

type TextProps = {
  id: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  bad?: boolean;
  focused?: boolean;
  secret?: boolean;
  maxLength?: number;
  placeholder?: string;
  /** ↑ and ↓ walk the rows that the field finds, while the caret stays in it. */
  onWalk?: (by: 1 | -1) => void;
};

/** One line of text with a hint at its right end. */
export function TextInput({
  id,
  value,
  onChange,
  hint,
  bad = false,
  focused = false,
  secret = false,
  maxLength,
  placeholder,
  onWalk,
}: TextProps) {
  return (
    <span className={bad ? "in bad" : "in"}>
      <input
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        type={secret ? "password" : "text"}
        aria-invalid={bad || undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={maxLength}
        placeholder={placeholder}
        onKeyDown={(event) => {
          if (onWalk === undefined || !/^Arrow(Up|Down)$/.test(event.key)) return;
          event.preventDefault();
          onWalk(event.key === "ArrowUp" ? -1 : 1);
        }}
        ref={(field) => focusOnce(focused, field)}
      />
      {hint !== undefined && <span className="hint">{hint}</span>}
    </span>
  );
}

type AreaProps = {
  id: string;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  maxLength?: number;
  placeholder?: string;
  focused?: boolean;
};

/** Several lines of text. */
export function TextArea({
  id,
  value,
  onChange,
  rows = 2,
  maxLength,
  placeholder,
  focused = false,
}: AreaProps) {
  return (
    <span className="in area">
      <textarea
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        rows={rows}
        maxLength={maxLength}
        placeholder={placeholder}
        ref={(field) => focusOnce(focused, field)}
      />
    </span>
  );
}

type TickProps = {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  name?: string;
  focused?: boolean;
};

/** A box to tick with its words. */
export function Tick({ label, checked, onChange, name, focused = false }: TickProps) {
  return (
    <label className="row">
      <input
        type="checkbox"
        className="chk"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        aria-label={name}
        ref={(box) => focusOnce(focused, box)}
      />
      {label}
    </label>
  );
}
