import { type ReactNode, useId } from "react";
import { type KeyUse, useKeys } from "../lib/keys";
import { altCaps } from "../lib/nth";

export type Tab<Id extends string> = {
  id: Id;
  label: string;
  /** Small, after the word. */ count?: ReactNode;
};

type Props<Id extends string> = {
  label: string;
  tabs: readonly Tab<Id>[];
  value: Id;
  onChange: (id: Id) => void;
  /** At the right end. */
  end?: ReactNode;
  /** Whether `Alt 1–n` picks a tab here; only one group of tabs a page may. */
  keyed?: string | null;
  children?: ReactNode;
};

/** Tabs with counts; `keyed` names what Alt and a digit do and makes them do it. The panel is given as children. */
export function Tabs<Id extends string>({
  label,
  tabs,
  value,
  onChange,
  end,
  keyed = null,
  children,
}: Props<Id>) {
  const base = useId();
  const keys: KeyUse[] =
    keyed === null
      ? []
      : tabs.flatMap((tab, at) => {
          const cap = altCaps[at];
          if (cap === undefined) return [];
          const run = () => onChange(tab.id);
          return [
            at === 0
              ? { cap, run, label: keyed, shown: [`Alt 1–${tabs.length}`], place: "move" as const }
              : { cap, run },
          ];
        });
  useKeys(keys);
  const step = (by: number) => {
    const at = tabs.findIndex((tab) => tab.id === value);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next !== undefined) {
      onChange(next.id);
      document.getElementById(`${base}${next.id}`)?.focus();
    }
  };
  return (
    <>
      <div className="tabs">
        <div role="tablist" aria-label={label}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              id={`${base}${tab.id}`}
              type="button"
              role="tab"
              aria-selected={tab.id === value}
              aria-controls={children === undefined ? undefined : `${base}panel`}
              tabIndex={tab.id === value ? 0 : -1}
              onClick={() => onChange(tab.id)}
              onKeyDown={(event) => {
                if (event.altKey || event.ctrlKey) return;
                if (event.key === "ArrowRight") step(1);
                if (event.key === "ArrowLeft") step(-1);
              }}
            >
              {tab.label} {tab.count !== undefined && <span className="n">{tab.count}</span>}
            </button>
          ))}
        </div>
        {end !== undefined && <div className="end">{end}</div>}
      </div>
      {children !== undefined && (
        <div id={`${base}panel`} role="tabpanel" aria-labelledby={`${base}${value}`} className="panel">
          {children}
        </div>
      )}
    </>
  );
}
