import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SignalKind, WarningSignal } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Block } from "../../components/Blocks";
import { Refusal, Waiting } from "../../components/States";
import { Tag } from "../../components/Tag";
import { useLanguage } from "../../lib/desk";
import { count, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { signals } from "./queries";

/** Signals of one kind that are shown; the command line lists them all. */
const shownMax = 6;
const kinds: readonly SignalKind[] = ["same_room", "same_guest", "same_area"];

/** What repeats itself; a signal opens its complaints. */
export function SignalsBlock({ onOpen }: { onOpen: (signal: WarningSignal) => void }) {
  const { t } = useTranslation();
  const answer = useQuery(signals());
  const all = answer.data ?? [];
  return (
    <Block
      title={t("analysis.signals")}
      end={all.length > 0 ? <Tag tone="look">{count(all.length)}</Tag> : undefined}
    >
      {answer.isError && <Refusal fault={faultOf(answer.error)} />}
      {answer.isPending && <Waiting rows={3} />}
      {answer.isSuccess && all.length === 0 && <div className="i2">{t("analysis.noSignal")}</div>}
      {kinds.map((kind) => (
        <Kind key={kind} found={all.filter((signal) => signal.kind === kind)} onOpen={onOpen} />
      ))}
    </Block>
  );
}

type KindProps = { found: readonly WarningSignal[]; onOpen: (signal: WarningSignal) => void };

function Kind({ found, onOpen }: KindProps) {
  const { t } = useTranslation();
  return (
    <>
      {found.slice(0, shownMax).map((signal) => (
        <Signal
          key={`${signal.kind}${JSON.stringify(signal.behind.scope)}`}
          signal={signal}
          onOpen={onOpen}
        />
      ))}
      {found.length > shownMax && (
        <div className="sm m">{t("analysis.more", { count: found.length - shownMax })}</div>
      )}
    </>
  );
}

/** What a signal is about: a room and its problem, a guest, an 环节. */
export function aboutSignal(signal: WarningSignal): string {
  const { scope } = signal.behind;
  if (signal.kind === "same_guest") return signal.guest_name;
  if (signal.kind === "same_area") return scope.area === null ? "" : word("area", scope.area);
  return `${scope.room ?? ""} ${scope.problem === null ? "" : word("problem", scope.problem)}`;
}

function Signal({ signal, onOpen }: { signal: WarningSignal; onOpen: (signal: WarningSignal) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <button
      type="button"
      className="li signal"
      aria-label={`${aboutSignal(signal)} ${t("analysis.times", { count: signal.count })}`}
      onClick={() => onOpen(signal)}
    >
      <span className="grow">
        <span className="row">
          <b className="el">{aboutSignal(signal)}</b>
          <span className="sp num">
            <b className="am">{t("analysis.times", { count: signal.count })}</b>
          </span>
        </span>
        <span className="row sm i2">
          {t(`analysis.signal.${signal.kind}`)} ·{" "}
          {t("analysis.lastOn", { day: monthDay(signal.last, language) })}
          <span className="sp">
            {signal.action === null
              ? t("analysis.noAction")
              : t("analysis.hasAction", { number: signal.action.number })}
          </span>
        </span>
      </span>
    </button>
  );
}
