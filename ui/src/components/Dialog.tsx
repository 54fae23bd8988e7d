import { Modal } from "antd";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Cap, type KeyUse, useKeys } from "../lib/keys";
import { Action } from "./Action";

type Props = {
  title: ReactNode;
  /** At the right of the title: the number of what it is about. */
  aside?: ReactNode;
  children: ReactNode;
  onClose: () => void;
  /** The one primary action; without it the dialog only closes. */
  confirm?: {
    label: string;
    run: () => void;
    cap?: Cap;
    lacks?: string | undefined;
    busy?: boolean;
    /** It destroys: `Ctrl Enter` does it, and the caret waits on the way out. */
    red?: boolean;
  };
  /** What stands at the left of the foot. */
  other?: ReactNode;
  keys?: readonly KeyUse[];
  width?: number;
};

const noKeys: readonly KeyUse[] = [];

/** A dialog: it takes the keys, traps the focus and gives it back; Esc leaves, Enter (or Ctrl Enter) does it. */
export function Dialog({
  title,
  aside,
  children,
  onClose,
  confirm,
  other,
  keys = noKeys,
  width = 528,
}: Props) {
  const { t } = useTranslation();
  const destroys = confirm?.red === true;
  const cap = confirm?.cap ?? (destroys ? "Ctrl Enter" : "Enter");
  const own: KeyUse[] = [{ cap: "Esc", label: t("cancel"), place: "move", run: onClose }];
  if (confirm !== undefined) {
    own.push({
      cap,
      label: confirm.label,
      run: () => (confirm.lacks === undefined && confirm.busy !== true ? confirm.run() : undefined),
    });
  }
  useKeys([...keys, ...own], "dialog");
  const { content, first } = useFieldFirst();
  const foot = (
    <>
      {other}
      <span className="sp" />
      <Action cap="Esc" onClick={onClose} ref={confirm === undefined || destroys ? first : undefined}>
        {confirm === undefined ? t("close") : t("cancel")}
      </Action>
      {confirm !== undefined && (
        <Action
          ref={destroys ? undefined : first}
          kind={destroys ? "red" : "primary"}
          cap={cap}
          onClick={confirm.run}
          lacks={confirm.lacks}
          busy={confirm.busy ?? false}
        >
          {confirm.label}
        </Action>
      )}
    </>
  );
  return (
    <Modal
      open
      // A dialog is there when its key is pressed: what is typed next must find its field.
      transitionName=""
      maskTransitionName=""
      centered
      className="dlg"
      width={width}
      keyboard={false}
      closable={false}
      mask={{ closable: false }}
      scrollLock={false}
      onCancel={onClose}
      title={
        <>
          {title}
          {aside !== undefined && <span className="sp tn">{aside}</span>}
        </>
      }
      footer={foot}
    >
      <div ref={content}>{children}</div>
    </Modal>
  );
}

/**
 * Keeps the caret where it belongs while the modal, as it opens, would put it on its first control: in the field that
 * asked for it, and without one on `first`. That is the button which does what the dialog was opened for, since Enter is
 * the key it carries; but where something is destroyed it is the way out, so that one Enter too many leaves things as
 * they are.
 */
function useFieldFirst() {
  const content = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  // Once it is open the modal takes the caret onto its own frame where no element has it. It may be late with that; and while
  // Tab goes from one field to the next, for a moment none has it: the caret then stood nowhere. A frame takes no caret.
  useLayoutEffect(() => content.current?.closest("[role=dialog]")?.removeAttribute("tabindex"), []);
  useEffect(() => {
    const wanted = content.current?.querySelector<HTMLElement>("[data-met]") ?? first.current;
    if (wanted === null) return;
    const held = new AbortController();
    const letGo = () => held.abort();
    const hold = () => {
      if (!held.signal.aborted) wanted.focus();
    };
    window.addEventListener("keydown", letGo, { signal: held.signal, capture: true });
    window.addEventListener("pointerdown", letGo, { signal: held.signal, capture: true });
    hold();
    // The modal arranges its own focus while it is first painted.
    requestAnimationFrame(() => {
      hold();
      letGo();
    });
    return letGo;
  }, []);
  return { content, first };
}
