import { Search } from "lucide-react";
import { type ReactNode, type Ref, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useRested } from "../lib/rested";

export type SearchItem = {
  id: string;
  /** 54 high for people, 38 for the rest. */
  kind: "person" | "line";
  content: ReactNode;
  onPick: () => void;
};
export type SearchGroup = { id: string; title: string; count?: number; items: readonly SearchItem[] };

type Props = {
  ref: Ref<HTMLInputElement>;
  value: string;
  onChange: (value: string) => void;
  /** True while a field elsewhere has the caret. */
  rests: boolean;
  /** At the box's right end: what was understood, or the key for all commands. */
  hint: ReactNode;
  open: boolean;
  /** What is listed answers earlier words: those in the box are still being looked up. */
  busy: boolean;
  groups: readonly SearchGroup[];
  active: string | null;
  onActive: (id: string) => void;
  preview: ReactNode | null;
  foot: ReactNode;
  /** Said once typing rests: 6 项. */
  announce: string;
};

/** The one box. The caret stays in it; the list below is pointed at, never focused, and never moves by itself. */
export function SearchBox({
  ref,
  value,
  onChange,
  rests,
  hint,
  open,
  busy,
  groups,
  active,
  onActive,
  preview,
  foot,
  announce,
}: Props) {
  const { t } = useTranslation();
  const list = useId();
  const said = useRested(announce, 600);
  const items = groups.flatMap((group) => group.items);
  const move = (to: number) => {
    const next = items[Math.min(items.length - 1, Math.max(0, to))];
    if (next !== undefined) onActive(next.id);
  };
  const at = items.findIndex((item) => item.id === active);
  const pick = useEarlyEnter(value, busy, () => items[at]?.onPick());
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + 5,
    PageUp: at - 5,
  };
  return (
    <>
      <div className={rests ? "find rest" : "find"} role="search">
        <Search size={18} className="s18" aria-hidden />
        <input
          ref={ref}
          role="combobox"
          aria-label={t("search.label")}
          aria-expanded={open}
          aria-controls={open ? list : undefined}
          aria-activedescendant={open && at >= 0 ? `${list}${active}` : undefined}
          aria-autocomplete="list"
          placeholder={t("search.placeholder")}
          value={value}
          maxLength={120}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if ((!open && !busy) || event.nativeEvent.isComposing || event.altKey || event.ctrlKey) return;
            const to = steps[event.key];
            if (to !== undefined) move(to);
            else if (event.key === "Enter") pick();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <span className="end">{hint}</span>
      </div>
      <span className="unseen" role="status">
        {open ? said : ""}
      </span>
      {open && (
        <div
          className={preview === null ? "pop res solo" : "pop res"}
          onPointerDown={(event) => event.preventDefault()}
        >
          <div className="l" role="listbox" id={list} aria-label={t("search.results")} aria-busy={busy}>
            {groups.map((group) => (
              <div key={group.id} role="group" aria-label={group.title}>
                <div className="gh" aria-hidden>
                  {group.title} {group.count !== undefined && <span className="num">{group.count}</span>}
                </div>
                {group.items.map((item) => (
                  <Option
                    key={item.id}
                    item={item}
                    id={`${list}${item.id}`}
                    on={item.id === active}
                    onActive={onActive}
                  />
                ))}
              </div>
            ))}
          </div>
          {preview !== null && (
            <div className="pv" role="region" aria-label={t("search.preview")}>
              {preview}
            </div>
          )}
          <div className="ft">{foot}</div>
        </div>
      )}
    </>
  );
}

function Option({
  item,
  id,
  on,
  onActive,
}: {
  item: SearchItem;
  id: string;
  on: boolean;
  onActive: (id: string) => void;
}) {
  useEffect(() => {
    if (on) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [on, id]);
  return (
    <div
      id={id}
      role="option"
      aria-selected={on}
      className={item.kind === "line" ? "it act" : "it"}
      onClick={item.onPick}
      onPointerEnter={() => onActive(item.id)}
    >
      {item.content}
    </div>
  );
}

/**
 * Returns what Enter does. Pressed before the words in the box are answered, it waits for their answer: the list that still
 * stands is of other words, and its first person is somebody else.
 */
function useEarlyEnter(value: string, busy: boolean, pick: () => void): () => void {
  const pressedFor = useRef<string>(null);
  useEffect(() => {
    if (pressedFor.current === null || (busy && pressedFor.current === value)) return;
    const still = pressedFor.current === value;
    pressedFor.current = null;
    if (still) pick();
  });
  return () => {
    if (busy) pressedFor.current = value;
    else pick();
  };
}
