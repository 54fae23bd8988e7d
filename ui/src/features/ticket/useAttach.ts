import { use, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Fault, type FileRead, type TicketId } from "../../api/bindings";
import { useJob } from "../../lib/job";
import { KeyBoardContext } from "../../lib/keys";
import { useWrite } from "../../lib/write";

/** A file by its path, from the dialog, or itself, dropped or pasted. */
export type Source = string | { file: File; name: string };

export type Adding = {
  /** What is being added: which of how many, and how far it is read. */
  name: string;
  nth: number;
  all: number;
  step: FileRead | null;
  passedMs: number;
};

export type Attach = {
  add: (sources: readonly Source[]) => Promise<void>;
  adding: Adding | null;
  /** Whether it takes so long that it is worth a word. */
  late: boolean;
  fault: Fault | null;
  /** Which file was refused. */
  refused: string;
  cancel: () => void;
  /** Forgets a refusal, once something else is looked at. */
  clear: () => void;
};

const nameOf = (source: Source) =>
  typeof source === "string" ? (source.split(/[/\\]/).at(-1) ?? source) : source.name;

/** Adds files to a ticket one after the other. At the first that is refused it stops and names it; what was added stays. */
export function useAttach(ticket: TicketId, bytesMax: number): Attach {
  const { t } = useTranslation();
  const job = useJob<FileRead>();
  const says = () => t("attach.added");
  const choose = useWrite(
    (key: string, path: string) => commands.attachmentChoose(key, { ticket, path, words: "" }, job.begin()),
    says,
  );
  const drop = useWrite(commands.attachmentDrop, says);
  const [adding, setAdding] = useState<Pick<Adding, "name" | "nth" | "all"> | null>(null);
  const [refused, setRefused] = useState("");
  const [large, setLarge] = useState<Fault | null>(null);
  const stopped = useRef(false);
  const late = useLate(adding !== null);

  const one = async (source: Source): Promise<boolean> => {
    if (typeof source === "string") return (await choose.write(source)).saved;
    // Refused here by its length, so that a film is not read into memory first; the core refuses it all the same.
    if (source.file.size > bytesMax) {
      setLarge({
        kind: "refused",
        code: "attachment_too_large",
        args: { max: String(bytesMax / 1024 / 1024) },
      });
      return false;
    }
    const content = await base64(source.file);
    return (await drop.write({ ticket, name: source.name, words: "", content })).saved;
  };
  const clear = () => {
    setLarge(null);
    choose.clear();
    drop.clear();
  };
  const add = async (sources: readonly Source[]) => {
    if (adding !== null) return;
    stopped.current = false;
    clear();
    for (const [at, source] of sources.entries()) {
      if (stopped.current) break;
      setAdding({ name: nameOf(source), nth: at + 1, all: sources.length });
      setRefused(nameOf(source));
      if (!(await one(source))) break;
    }
    setAdding(null);
    job.end();
  };
  const cancel = () => {
    stopped.current = true;
    job.cancel();
  };
  return {
    add,
    adding: adding === null ? null : { ...adding, step: job.step, passedMs: job.passedMs },
    late,
    fault: large ?? choose.fault ?? drop.fault,
    refused,
    cancel,
    clear,
  };
}

/** True once `runs` has been true for a second. */
function useLate(runs: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!runs) return;
    const timer = setTimeout(() => setLate(true), 1000);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [runs]);
  return late;
}

/** The bytes of a file as base 64. */
async function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const address = typeof reader.result === "string" ? reader.result : "";
      resolve(address.slice(address.indexOf(",") + 1));
    });
    reader.addEventListener("error", () => reject(reader.error ?? new Error("unread")));
    reader.readAsDataURL(file);
  });
}

/** Hears what is dropped on the page or pasted; returns whether files are held over it. Without `add` nothing is taken. */
export function useDropped(add: ((sources: readonly Source[]) => void) | null): boolean {
  const { t } = useTranslation();
  const board = use(KeyBoardContext);
  const [over, setOver] = useState(false);
  const taken = useRef(add);
  useEffect(() => {
    taken.current = add;
  });
  useEffect(() => {
    const files = (data: DataTransfer | null) => (data === null ? [] : Array.from(data.files));
    const drag = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      // Also where nothing is taken: the window must not leave its page for a picture.
      event.preventDefault();
      setOver(taken.current !== null && !board.modal);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      const dropped = files(event.dataTransfer);
      if (dropped.length === 0) return;
      event.preventDefault();
      setOver(false);
      if (!board.modal) taken.current?.(dropped.map((file) => ({ file, name: file.name })));
    };
    const paste = (event: ClipboardEvent) => {
      const pasted = files(event.clipboardData);
      if (pasted.length === 0 || board.modal) return;
      event.preventDefault();
      const words = t("attach.pasted");
      taken.current?.(
        pasted.map((file) => ({ file, name: `${words}.${file.type.split("/").at(-1) ?? ""}` })),
      );
    };
    window.addEventListener("dragover", drag);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragover", drag);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, [board, t]);
  return over;
}
