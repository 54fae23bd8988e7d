import { type ReactNode, useId, useState } from "react";
import { focusOnce } from "../lib/focus";

type Props<Option> = {
  id: string;
  value: string;
  onType: (value: string) => void;
  hint?: string;
  focused?: boolean;
  options: readonly Option[];
  optionId: (option: Option) => string;
  option: (option: Option) => ReactNode;
  onPick: (option: Option) => void;
};

/** A field that offers what the typed letters may mean; arrows move, Enter or Tab takes the marked one. */
export function Choices<Option>(props: Props<Option>) {
  const list = useId();
  const [marked, setMarked] = useState(0);
  const { options } = props;
  const at = Math.min(marked, Math.max(0, options.length - 1));
  const current = options[at];
  return (
    <div className="choices">
      <span className="in">
        <input
          id={props.id}
          value={props.value}
          role="combobox"
          aria-expanded={options.length > 0}
          aria-controls={list}
          aria-activedescendant={current === undefined ? undefined : `${list}-${props.optionId(current)}`}
          autoComplete="off"
          spellCheck={false}
          ref={(field) => focusOnce(props.focused === true, field)}
          onChange={(event) => {
            setMarked(0);
            props.onType(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || current === undefined) return;
            if (event.key === "ArrowDown") setMarked((at + 1) % options.length);
            else if (event.key === "ArrowUp") setMarked((at + options.length - 1) % options.length);
            else if ((event.key === "Enter" && !event.ctrlKey) || event.key === "Tab") props.onPick(current);
            else return;
            if (event.key !== "Tab") event.preventDefault();
            event.stopPropagation();
          }}
        />
        {props.hint !== undefined && <span className="hint">{props.hint}</span>}
      </span>
      {options.length > 0 && (
        <div className="pop" role="listbox" id={list}>
          {options.map((option, index) => (
            <div
              key={props.optionId(option)}
              id={`${list}-${props.optionId(option)}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault();
                props.onPick(option);
              }}
            >
              {props.option(option)}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
