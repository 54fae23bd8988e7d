/** Words typed into a form that is not saved yet: kept in the hotel's file for their author, through a lock and another user. */
import { queryOptions } from "@tanstack/react-query";
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { commands, type UnsavedWords } from "../api/bindings";
import { call } from "../api/call";
import { beforeLeaving } from "./leaving";

/** How long the typing rests before it is kept. */
const restMs = 900;

type Fields = Readonly<Record<string, unknown>>;

/** What a form gets of its words, and gives back. */
export type Form = { before: Fields; change: (name: string, value: unknown) => void };

/** The form whose fields stand below, where several components share one. */
export const UnsavedContext = createContext<Form | null>(null);

/** What waits for whoever is signed in, by the place where it was typed; forms write into it as they are typed into. */
export type Waiting = Map<string, Fields>;

export const WaitingContext = createContext<Waiting | null>(null);

/** Everything that waits for whoever is signed in, as it was when they came. */
export const unsavedWords = () =>
  queryOptions({
    queryKey: ["unsaved"],
    queryFn: () => call(commands.unsavedKept()),
    staleTime: Infinity,
    gcTime: 0,
    meta: { reads: [] },
  });

export function waitingOf(kept: readonly UnsavedWords[]): Waiting {
  return new Map(kept.map(({ place, body }) => [place, fieldsOf(body)]));
}

function fieldsOf(body: string): Fields {
  try {
    const fields: unknown = JSON.parse(body);
    return isFields(fields) ? fields : {};
  } catch {
    // What cannot be read is begun anew.
    return {};
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Keeps a form's words while it is open; `drop` forgets them once it was saved or put away. */
export function useUnsaved(place: string): { form: Form; drop: () => void } {
  const waiting = use(WaitingContext);
  const [before] = useState<Fields>(() => waiting?.get(place) ?? {});
  const held = useRef<{ fields: Record<string, unknown>; told: string; ended: boolean }>({
    fields: { ...before },
    told: JSON.stringify(before),
    ended: false,
  });
  const way = useRef(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const send = useCallback(
    (body: string) => {
      // One after the other: what was typed last is what stays. A form goes on where it could not be kept.
      way.current = way.current.then(() => commands.unsavedKeep({ place, body })).then(nothing, nothing);
      return way.current;
    },
    [place],
  );
  const now = useCallback(() => {
    clearTimeout(timer.current);
    const body = JSON.stringify(held.current.fields);
    if (held.current.ended || body === held.current.told) return way.current;
    held.current.told = body;
    return send(body);
  }, [send]);
  const change = useCallback(
    (name: string, value: unknown) => {
      held.current.fields[name] = value;
      waiting?.set(place, { ...held.current.fields });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void now(), restMs);
    },
    [now, place, waiting],
  );
  const drop = useCallback(() => {
    clearTimeout(timer.current);
    held.current.ended = true;
    waiting?.delete(place);
    if (held.current.told !== "{}") void send("");
  }, [place, send, waiting]);
  useEffect(() => beforeLeaving(now), [now]);
  // A page that is left with the form open has not put it away.
  useEffect(() => () => void now(), [now]);
  const form = useMemo(() => ({ before, change }), [before, change]);
  return { form, drop };
}

const nothing = () => undefined;

type Draft = { form: Form; shut: () => void; drop: () => void };

/** A dialog whose words wait for their author until they are saved or put away: `shut` is the end of either. */
export function useDraft(place: string, onClose: () => void): Draft {
  const { form, drop } = useUnsaved(place);
  const shut = () => {
    drop();
    onClose();
  };
  return { form, shut, drop };
}

/** A form's own state that waits for its author: `read` answers what was kept, or null where it is none. The form is the one
 * above, or the dialog's `own`. */
export function useKept<T>(
  name: string,
  initial: T,
  read: (kept: unknown) => T | null,
  own: Form | null = null,
): [T, (next: T) => void] {
  const form = own ?? use(UnsavedContext);
  const [value, setValue] = useState<T>(() => read(form?.before[name]) ?? initial);
  const set = (next: T) => {
    setValue(next);
    form?.change(name, next);
  };
  return [value, set];
}

/** One of a form's texts. */
export function useKeptText(
  name: string,
  initial = "",
  own: Form | null = null,
): [string, (next: string) => void] {
  return useKept(name, initial, (kept) => (typeof kept === "string" ? kept : null), own);
}

/** One of a form's choices. */
export function useKeptChoice<T extends string, Start extends T | null = T | null>(
  name: string,
  initial: Start,
  choices: readonly T[],
  own: Form | null = null,
): [T | Start, (next: T | Start) => void] {
  return useKept<T | Start>(name, initial, (kept) => choices.find((one) => one === kept) ?? null, own);
}

/** A form's fields as one record: what was kept counts only where it has every field in its kind. */
export function useKeptFields<T extends object>(
  name: string,
  initial: T,
  own: Form | null = null,
): [T, (next: T) => void] {
  return useKept(name, initial, (kept) => alike(kept, initial), own);
}

function alike<T extends object>(kept: unknown, initial: T): T | null {
  if (!isFields(kept)) return null;
  const same = Object.entries(initial).every(
    ([field, value]) => typeof kept[field] === typeof value || value === null || kept[field] === null,
  );
  return same ? Object.assign({}, initial, kept) : null;
}
