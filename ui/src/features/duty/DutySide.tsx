import { useNavigate } from "@tanstack/react-router";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CourtesyCalls, DutyPage, Hand } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Block, Facts } from "../../components/Blocks";
import { Meter } from "../../components/Meter";
import { Tag } from "../../components/Tag";
import { reasonWords } from "../../lib/courtesy";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, money } from "../../lib/format";
import { mark } from "./shift";

const greetedShown = 3;

type Props = { page: DutyPage; calls: CourtesyCalls | undefined; onSign: (() => void) | undefined };

/** Who signs, what they gave, whom to greet, what the morning meeting will hear, and the mark on the print. */
export function DutySide({ page, calls, onSign }: Props) {
  const { t } = useTranslation();
  const head = page.sheet?.handover;
  return (
    <>
      <Leaving page={page} onSign={page.sheet === null ? onSign : undefined} />
      {page.sheet !== null && <Coming page={page} onSign={onSign} />}
      <Block title={t("duty.authority")} end={t("duty.thisShift")}>
        {page.hands
          .filter((hand) => hand.duty_manager)
          .map((hand) => (
            <Used key={hand.user} hand={hand} />
          ))}
      </Block>
      {calls !== undefined && <Greeting found={calls} />}
      <MorningBlock page={page} />
      <Block title={t("duty.seal")} grow>
        <div className="sm i2 num">
          {t("duty.sealSo", {
            seq: count(head?.head_seq ?? page.head_seq),
            mac: mark(head?.head_mac ?? page.head_mac),
          })}
        </div>
      </Block>
    </>
  );
}

/** The first who are still to be greeted; the whole list is one key away. */
function Greeting({ found }: { found: CourtesyCalls }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const desk = useDesk();
  const language = useLanguage();
  const open = found.calls.filter((line) => line.made === null);
  const share = t("call.share", { made: found.calls.length - open.length, listed: found.calls.length });
  return (
    <Block title={t("call.title")} end={<span className="num">{share}</span>}>
      {open.slice(0, greetedShown).map((line) => (
        <div key={line.stay_id} className="row sm">
          <b className="tn">{line.room_no}</b>
          <span className="nw">{line.name}</span>
          <span className="i2 el">
            {line.reasons.slice(0, 1).map((reason) => reasonWords(reason, t, desk.today, language))}
          </span>
        </div>
      ))}
      <Action kind="text" size="s" cap="Alt X" onClick={() => void navigate({ to: "/calls" })}>
        {open.length === 0 ? t("call.allMade") : t("call.left", { count: open.length })}
      </Action>
    </Block>
  );
}

function Signature({
  label,
  name,
  end,
  children,
}: {
  label: string;
  name: ReactNode;
  end: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className="blk sig">
      <div className="row">
        <span className="lab">{label}</span>
        <span className="sp sm">{end}</span>
      </div>
      <div className="row">{name}</div>
      {children}
    </section>
  );
}

function Leaving({ page, onSign }: { page: DutyPage; onSign: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { time_zone: zone, user } = useDesk();
  const sheet = page.sheet;
  if (sheet === null) {
    return (
      <Signature
        label={t("duty.out")}
        end={page.over ? <b className="rd">{t("duty.overdue")}</b> : null}
        name={
          <>
            <b className="signer">{user.name}</b>{" "}
            <Tag tone={page.over ? "act" : "dash"}>{t("duty.toSign")}</Tag>
          </>
        }
      >
        <div className="row">
          <Action
            kind="primary"
            size="s"
            cap="Ctrl Enter"
            onClick={onSign}
            lacks={page.begun ? undefined : t("duty.notBegun")}
          >
            {t("duty.sign")}
          </Action>
        </div>
      </Signature>
    );
  }
  return (
    <Signature
      label={t("duty.out")}
      end={<span className="m num">{clock(sheet.handover.out_at_ms, zone)}</span>}
      name={<Signed name={sheet.out_name} />}
    >
      {sheet.handover.out_words !== "" && <div className="sm i2">“{sheet.handover.out_words}”</div>}
    </Signature>
  );
}

function Coming({ page, onSign }: { page: DutyPage; onSign: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const sheet = page.sheet;
  if (sheet === null) return null;
  const { taken } = sheet.handover;
  if (taken !== null) {
    return (
      <Signature
        label={t("duty.in")}
        end={<span className="m num">{clock(taken.at_ms, zone)}</span>}
        name={<Signed name={sheet.in_name} />}
      >
        {taken.words !== "" && <div className="sm i2">“{taken.words}”</div>}
      </Signature>
    );
  }
  const left = page.items.filter((item) => item.seen_at_ms === null).length;
  return (
    <Signature
      label={t("duty.in")}
      end={left > 0 && <span className="am w6">{t("duty.leftToSee", { count: left })}</span>}
      name={<Tag tone={page.over ? "act" : "dash"}>{t("duty.toSign")}</Tag>}
    >
      <div className="row">
        <Action
          kind="primary"
          size="s"
          cap="Ctrl Enter"
          onClick={onSign}
          lacks={left > 0 ? t("duty.leftToSee", { count: left }) : undefined}
        >
          {t("duty.take")}
        </Action>
      </div>
      <div className="sm m">{t("duty.takeSo")}</div>
    </Signature>
  );
}

function Signed({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <>
      <b className="signer">{name}</b>{" "}
      <Tag>
        <Check size={14} className="s14" aria-hidden />
        {t("duty.signed")}
      </Tag>
    </>
  );
}

function Used({ hand }: { hand: Hand }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const said = `${money(hand.month_minor, currency)} / ${money(hand.limit_minor, currency)}`;
  return (
    <div style={{ marginBottom: 8 }}>
      <div className="row sm num">
        <span>
          {hand.name}{" "}
          <span className="m">{t("duty.gaveHere", { sum: money(hand.shift_minor, currency) })}</span>
        </span>
        <span className="sp i2 nw">{said}</span>
      </div>
      <Meter
        label={`${hand.name} ${said}`}
        parts={[{ share: hand.limit_minor === 0 ? 0 : hand.month_minor / hand.limit_minor, depth: "mid" }]}
      />
    </div>
  );
}

function MorningBlock({ page: { facts } }: { page: DutyPage }) {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const rows = [
    { label: t("morning.figure.new"), value: <b className="num">{count(facts.new_tickets)}</b> },
    {
      label: t("duty.openLate"),
      value: (
        <b className="num">
          {count(facts.open_tickets)} /{" "}
          <span className={facts.late_tickets > 0 ? "rd" : undefined}>{count(facts.late_tickets)}</span>
        </b>
      ),
    },
    {
      label: t("morning.figure.compensation"),
      value: <b className="num">{money(facts.given_minor, currency)}</b>,
    },
    {
      label: t("duty.leaving"),
      value: <b className={facts.leaving > 0 ? "num rd" : "num"}>{count(facts.leaving)}</b>,
    },
  ];
  return (
    <Block title={t("duty.toMorning")}>
      <div className="ends">
        <Facts rows={rows} labelWidth={160} />
      </div>
    </Block>
  );
}
