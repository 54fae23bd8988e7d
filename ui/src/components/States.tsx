import { LoaderCircle } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "../api/bindings";
import { faultOf } from "../api/call";
import { wordsOf } from "../lib/faults";
import { count } from "../lib/format";
import { say } from "../lib/i18n";
import { useKeys } from "../lib/keys";
import { Keycap } from "./Keycap";
import { VerdictMark } from "./Marks";
import { Meter } from "./Meter";

/** An empty page: what is not there, what to do first, the key that does it. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty">
      <div className="t">{title}</div>
      <div className="d">{children}</div>
      {action !== undefined && <div className="row">{action}</div>}
    </div>
  );
}

/** What was refused, why, what to do; the code small at the end. An unanswered write says 正在核对 instead. */
export function Refusal({ fault, action }: { fault: Fault; action?: ReactNode }) {
  const { t } = useTranslation();
  const words = wordsOf(fault);
  if (fault.kind === "unknown") {
    return (
      <div className="refusal checking row" role="alert">
        <LoaderCircle className="s14 am spin" size={14} aria-hidden />
        <b className="am nw">{t(words.what)}</b>
        <span className="i2">{t(words.why)}</span>
      </div>
    );
  }
  return (
    <div className="refusal" role="alert">
      <div className="row">
        <span className={words.severity === "act" ? "rd" : "am"}>
          <VerdictMark verdict={words.severity === "act" ? "block" : "look"} bare />
        </span>
        <b>{say(words.what, fault.args)}</b>
      </div>
      <div className="why">{say(words.why, fault.args)}</div>
      <div className="row">
        {action}
        <span className="sp sm m">{t("refusal.code", { code: fault.code })}</span>
      </div>
    </div>
  );
}

type UnansweredProps = {
  answer: { isError: boolean; error: unknown };
  /** As many lines as will come. */
  rows?: number;
};

/** In the place of an answer that is not there: the wait for it, or why it does not come. */
export function Unanswered({ answer, rows = 9 }: UnansweredProps) {
  if (!answer.isError) return <Waiting rows={rows} />;
  return (
    <div className="pad">
      <Refusal fault={faultOf(answer.error)} />
    </div>
  );
}

type ProgressProps = {
  title: string;
  done: number;
  all: number;
  /** Estimated milliseconds to go, where it can be told. */
  leftMs: number | null;
  /** What a cancel leaves behind, in words. */
  leaves: string;
  onCancel: (() => void) | null;
};

/** A wait of over a second: count, bar, time left, and a cancel that says what it leaves. */
export function Progress({ title, done, all, leftMs, leaves, onCancel }: ProgressProps) {
  const { t } = useTranslation();
  useKeys(onCancel === null ? [] : [{ cap: "Esc", label: t("cancel"), place: "move", run: onCancel }]);
  const left = leftMs === null ? "" : t("progress.left", { seconds: Math.max(1, Math.ceil(leftMs / 1000)) });
  return (
    <div className="box" style={{ padding: "10px 14px" }} role="status">
      <div className="row">
        <b>{title}</b>
        <span className="sp num">
          {count(done)} / {count(all)}
        </span>
      </div>
      <div
        style={{ margin: "6px 0" }}
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={done}
      >
        <Meter
          parts={[{ share: all === 0 ? 0 : done / all, depth: "deep" }]}
          label={`${count(done)} / ${count(all)}`}
        />
      </div>
      <div className="row sm i2">
        <span>{[left, leaves].filter(Boolean).join(t("list.semicolon"))}</span>
        {onCancel !== null && (
          <button type="button" className="sp row" onClick={onCancel}>
            {t("cancel")} <Keycap cap="Esc" />
          </button>
        )}
      </div>
    </div>
  );
}

/** Nothing for 300 ms, then bars in the shape of rows. */
export function Waiting({ rows = 3 }: { rows?: number }) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className="col" style={{ padding: "12px 20px", gap: 10 }} role="status" aria-label={t("waiting")}>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="sk" style={{ width: `${[64, 88, 46][at % 3] ?? 64}%` }} />
      ))}
    </div>
  );
}

/** Too small a sample to say anything: 数据不足（6 份，至少 30）. */
export function TooFew({ have, need }: { have: number; need: number }) {
  const { t } = useTranslation();
  return <span className="m">{t("tooFew", { have, need })}</span>;
}
