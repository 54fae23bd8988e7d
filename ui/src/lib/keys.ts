/**
 * The one grammar of keys. Pages, dialogs and the frame each lay a layer of keys on the board; the newest layer that
 * knows a key gets it, and a modal layer lets nothing through. Letters are never keys: they belong to the search box.
 */
import {
  createContext,
  use,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";

type Digit = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Letter =
  | "A"
  | "B"
  | "C"
  | "D"
  | "E"
  | "F"
  | "G"
  | "H"
  | "I"
  | "J"
  | "K"
  | "L"
  | "M"
  | "N"
  | "O"
  | "P"
  | "Q"
  | "R"
  | "S"
  | "T"
  | "U"
  | "V"
  | "W"
  | "X"
  | "Y"
  | "Z";

/** How a key is written on its cap and how it is declared. F1 and F10–F12 are left to help and the system. */
export type Cap =
  | `F${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | `Ctrl ${Digit | Letter | "Enter"}`
  | `Alt ${0 | Digit | Letter | "Enter"}`
  | `${Digit}`
  | "Enter"
  | "Esc"
  | "Space"
  | "?"
  | "Tab"
  | "↑"
  | "↓"
  | "←"
  | "→"
  | "Home"
  | "End"
  | "PageUp"
  | "PageDown";

export type KeyUse = {
  cap: Cap;
  /** In words, already in the person's language; a key without words works but is shown nowhere. */
  label?: string;
  /** What the key line writes on the cap where one cap stands for several keys: `Alt 1–5`, `↑↓`. */
  shown?: readonly string[];
  /** Where it stands on the key line: the page's verbs first, then moving about; `sheet` is only in the list behind `?`. */
  place?: "verb" | "move" | "sheet";
  /** Answers `false` when it had nothing to do, so that the key goes on to the layer below. */
  run?: () => unknown;
};

/** The frame's keys lie under every page's, the open list's over both, a dialog's over all; among equals the newer layer lies on top. */
export type Floor = "frame" | "page" | "box" | "dialog";
const floors: readonly Floor[] = ["frame", "page", "box", "dialog"];

type Layer = { id: number; keys: readonly KeyUse[]; floor: Floor };

export class KeyBoard {
  #layers: readonly Layer[] = [];
  #listeners = new Set<() => void>();
  #last = 0;

  lay(keys: readonly KeyUse[], floor: Floor): { change(keys: readonly KeyUse[]): void; lift(): void } {
    const id = ++this.#last;
    this.#set([...this.#layers, { id, keys, floor }]);
    return {
      change: (next) =>
        this.#set(this.#layers.map((layer) => (layer.id === id ? { id, keys: next, floor } : layer))),
      lift: () => this.#set(this.#layers.filter((layer) => layer.id !== id)),
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The layers in force, newest first: all of them, or down to the newest modal one. */
  readonly layers = (): readonly Layer[] => this.#layers;

  get modal(): boolean {
    return this.#layers.some((layer) => layer.floor === "dialog");
  }

  /** Runs the newest use of `cap`; answers whether there was one. */
  press(cap: Cap): boolean {
    for (const layer of this.#layers.toReversed()) {
      const found = layer.keys.find((key) => key.cap === cap && key.run !== undefined);
      if (found?.run !== undefined && found.run() !== false) return true;
      if (layer.floor === "dialog") return false;
    }
    return false;
  }

  #set(layers: readonly Layer[]): void {
    this.#layers = layers.toSorted((one, other) => floors.indexOf(one.floor) - floors.indexOf(other.floor));
    for (const listener of this.#listeners) listener();
  }
}

export const KeyBoardContext = createContext(new KeyBoard());

/** Declares the keys of a page, a dialog or the frame for as long as it is shown. */
export function useKeys(keys: readonly KeyUse[], floor: Floor = "page"): void {
  const board = use(KeyBoardContext);
  const laid = useRef<ReturnType<KeyBoard["lay"]>>(null);
  const current = useRef(keys);
  const told = useRef<string>(null);
  useLayoutEffect(() => {
    const layer = board.lay([], floor);
    laid.current = layer;
    return () => {
      layer.lift();
      told.current = null;
    };
  }, [board, floor]);
  // What a key does may change at every render; the board hears only of a change in what it shows.
  useLayoutEffect(() => {
    current.current = keys;
    const words = `${floor} ${JSON.stringify(keys.map((key) => [key.cap, key.label, key.shown, key.place, key.run === undefined]))}`;
    if (told.current === words) return;
    told.current = words;
    laid.current?.change(keys.map((key, at) => freshly(key, () => current.current[at])));
  });
}

/** The same key, doing what it does by the time it is pressed. */
function freshly(key: KeyUse, now: () => KeyUse | undefined): KeyUse {
  return key.run === undefined ? key : Object.assign({}, key, { run: () => now()?.run?.() });
}

/** The keys in force, oldest layer first, for the key line and the sheet behind `?`; of two uses of a cap, the newer. */
export function useKeysInForce(): readonly KeyUse[] {
  const board = use(KeyBoardContext);
  const layers = useSyncExternalStore(board.subscribe, board.layers);
  const from = layers.findLastIndex((layer) => layer.floor === "dialog");
  return layers.slice(Math.max(from, 0)).flatMap((layer) => layer.keys);
}

/** The keys that have words, each cap once: of two uses the newer one is in force. */
export function shownOnce(keys: readonly KeyUse[]): KeyUse[] {
  const newest = new Map(keys.flatMap((key) => (key.label === undefined ? [] : [[key.cap, key] as const])));
  return keys.filter((key) => newest.get(key.cap) === key);
}

const kinds = [/^F\d$/, /^Alt /, /^[↑↓←→]$/, /^(Enter|Space|Esc|Tab)$/, /^Ctrl \d$/, /^Ctrl /];
const kindOf = (cap: Cap) =>
  (kinds.findIndex((kind) => kind.test(cap)) + kinds.length + 1) % (kinds.length + 1);

/** Orders keys as one looks for them: F-keys, Alt, moving, places by digit, Ctrl and the rest. */
export function byCap(one: KeyUse, other: KeyUse): number {
  return kindOf(one.cap) - kindOf(other.cap) || (one.cap < other.cap ? -1 : 1);
}

const named: Record<string, Cap> = {
  Enter: "Enter",
  Escape: "Esc",
  " ": "Space",
  "?": "?",
  "？": "?",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Home: "Home",
  End: "End",
  PageUp: "PageUp",
  PageDown: "PageDown",
};

const known = new Set<string>([
  ...Object.values(named),
  ..."123456789".split("").flatMap((digit) => [digit, `F${digit}`, `Ctrl ${digit}`, `Alt ${digit}`]),
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").flatMap((letter) => [`Ctrl ${letter}`, `Alt ${letter}`]),
  "Alt 0",
  "Ctrl Enter",
  "Alt Enter",
]);

function isCap(text: string): text is Cap {
  return known.has(text);
}

type Stroke = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "altKey" | "metaKey" | "isComposing">;

/** The cap that a key stroke presses, or `null`: a letter, an input method at work, or a chord we leave alone. */
export function capOf(stroke: Stroke): Cap | null {
  if (stroke.isComposing || stroke.key === "Process") return null;
  const held = stroke.altKey ? "Alt " : stroke.ctrlKey || stroke.metaKey ? "Ctrl " : "";
  // With Alt or Ctrl held `key` depends on the layout and the input method, the place of the key does not.
  const body =
    held === "" ? (named[stroke.key] ?? stroke.key) : stroke.code.replace(/^(Key|Digit|Numpad)/, "");
  const text = held + body;
  return isCap(text) ? text : null;
}

export type Caret = "box" | "empty-box" | "field" | "choice" | "control" | "none";

const inChoice = new Set<Cap>(["Space", "↑", "↓", "←", "→"]);

const inField = new Set<Cap>([
  "Enter",
  "Space",
  "?",
  "↑",
  "↓",
  "←",
  "→",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "Tab",
]);

/**
 * Whether a cap belongs to the page although the caret is somewhere. Fields keep what writes or moves in them; the box
 * keeps it only once something is typed; one of several choices keeps the arrows that walk them and the Space that takes
 * it; a focused button keeps Enter and Space.
 */
export function belongsToPage(cap: Cap, caret: Caret): boolean {
  const digit = /^[1-9]$/.test(cap);
  if (caret === "field" || caret === "box") return !inField.has(cap) && !digit;
  if (caret === "empty-box") return !digit;
  if (caret === "choice") return !inChoice.has(cap);
  if (caret === "control") return cap !== "Enter" && cap !== "Space";
  return true;
}

/** Whether the stroke would write something: a letter, a digit, a hanzi by input method. */
export function writes(stroke: Stroke): boolean {
  return (
    !stroke.ctrlKey &&
    !stroke.altKey &&
    !stroke.metaKey &&
    (stroke.key === "Process" || Array.from(stroke.key).length === 1) &&
    stroke.key !== " " &&
    stroke.key !== "?"
  );
}

/** The element that holds the caret, as the grammar sees it. */
export function caretAt(element: Element | null, box: HTMLInputElement | null): Caret {
  if (element !== null && element === box) return box.value === "" ? "empty-box" : "box";
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return "field";
  if (element instanceof HTMLInputElement) {
    if (element.type === "radio") return "choice";
    return /^(checkbox|button|submit)$/.test(element.type) ? "control" : "field";
  }
  if (element instanceof HTMLElement && element.isContentEditable) return "field";
  return element?.matches("button, a[href], summary, [role='button']") === true ? "control" : "none";
}

/** True while a field (not the box) has the caret, or a dialog is open: then the box rests. */
export function useBoxRests(box: HTMLInputElement | null): boolean {
  const board = use(KeyBoardContext);
  const dialog = useSyncExternalStore(board.subscribe, () => board.modal);
  const [rests, setRests] = useState(false);
  useEffect(() => {
    const look = () => setRests(caretAt(document.activeElement, box) === "field");
    document.addEventListener("focusin", look);
    document.addEventListener("focusout", look);
    return () => {
      document.removeEventListener("focusin", look);
      document.removeEventListener("focusout", look);
    };
  }, [box]);
  return rests || dialog;
}

function oneLine(element: Element | null): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
}

/**
 * Listens to the window's keys and gives each to the board, to the box, or leaves it where the caret is.
 * With a `box`, whatever writes and has no field to go to is written there.
 */
export function useKeyListener(box: HTMLInputElement | null): void {
  const board = use(KeyBoardContext);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const caret = caretAt(document.activeElement, box);
      const cap = capOf(event);
      // A dialog is done with Enter also from its one-line fields and its lists.
      const confirms = cap === "Enter" && board.modal && oneLine(document.activeElement);
      if (cap !== null && (confirms || belongsToPage(cap, caret)) && board.press(cap)) {
        event.preventDefault();
        return;
      }
      if (box !== null && !board.modal && caret !== "field" && caret !== "box" && writes(event)) box.focus();
    };
    // A click on the bare page leaves the caret nowhere; typing belongs to the box again.
    const released = () => {
      if (
        box !== null &&
        !board.modal &&
        caretAt(document.activeElement, box) === "none" &&
        getSelection()?.isCollapsed !== false
      )
        box.focus({ preventScroll: true });
    };
    // A dialog takes the caret out of the box at once, before its own focus arrives, and gives it back when it closes.
    let modal = board.modal;
    const unsubscribe = board.subscribe(() => {
      if (board.modal === modal) return;
      modal = board.modal;
      if (modal && document.activeElement === box) box?.blur();
      if (!modal) setTimeout(released, 0);
    });
    window.addEventListener("keydown", pressed);
    window.addEventListener("pointerup", released);
    return () => {
      unsubscribe();
      window.removeEventListener("keydown", pressed);
      window.removeEventListener("pointerup", released);
    };
  }, [board, box]);
}
