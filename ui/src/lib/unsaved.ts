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
type Form = { before: Fields; change: (name: string, value: unknown) => void };

export const UnsavedContext = createContext<Form | null>(null);

/** Everything that waits for whoever is signed in. */
export const unsavedWords = () =>
  queryOptions({
    queryKey: ["unsaved"],
    queryFn: () => call(commands.unsavedKept()),
    staleTime: Infinity,
    gcTime: 0,
    meta: { reads: [] },
  });

/** The fields of one form, none where nothing of it waits. */
export function fieldsAt(kept: readonly UnsavedWords[], place: string): Fields {
  const body = kept.find((one) => one.place === place)?.body;
  if (body === undefined) return {};
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
export function useUnsaved(place: string, before: Fields): { form: Form; drop: () => void } {
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
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void now(), restMs);
    },
    [now],
  );
  const drop = useCallback(() => {
    clearTimeout(timer.current);
    held.current.ended = true;
    if (held.current.told !== "{}") void send("");
  }, [send]);
  useEffect(() => beforeLeaving(now), [now]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const form = useMemo(() => ({ before, change }), [before, change]);
  return { form, drop };
}

const nothing = () => undefined;

/** A form's own state that waits for its author: `read` answers what was kept, or null where it is none. */
export function useKept<T>(
  name: string,
  initial: T,
  read: (kept: unknown) => T | null,
): [T, (next: T) => void] {
  const form = use(UnsavedContext);
  const [value, setValue] = useState<T>(() => read(form?.before[name]) ?? initial);
  const set = (next: T) => {
    setValue(next);
    form?.change(name, next);
  };
  return [value, set];
}

/** One of a form's texts. */
export function useKeptText(name: string, initial = ""): [string, (next: string) => void] {
  return useKept(name, initial, (kept) => (typeof kept === "string" ? kept : null));
}

/** One of a form's choices. */
export function useKeptChoice<T extends string>(
  name: string,
  initial: T | null,
  choices: readonly T[],
): [T | null, (next: T | null) => void] {
  return useKept<T | null>(name, initial, (kept) => choices.find((one) => one === kept) ?? null);
}
