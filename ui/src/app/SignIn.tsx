import { DoorOpen, FlaskConical, KeyRound } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Start, Step, User } from "../api/bindings";
import { Keycap } from "../components/Keycap";
import { Refusal } from "../components/States";
import { useBackupState } from "../lib/backups";
import { useLanguage, useNow } from "../lib/desk";
import { clock, count, dateOf, dayOfYear, daysBetween, fullDay, initial, lunarDay } from "../lib/format";
import { type Cap, useKeyListener, useKeys } from "../lib/keys";
import { altCaps } from "../lib/nth";
import { FirstPin } from "./FirstPin";
import { Making } from "./FirstRun";
import { Pin } from "./Pin";
import { PracticeBar } from "./PracticeBar";
import { useFirstRun } from "./useFirstRun";

type Props = { start: Start; onStart: (start: Start) => void };

/** Who is at this desk, and their PIN. Nothing of any guest is on the screen. */
export function SignIn({ start, onStart }: Props) {
  const [chosen, setChosen] = useState<User | null>(() => expected(start));
  const [letter, setLetter] = useState("");
  const leave = () => {
    setLetter("");
    setChosen(null);
  };
  const choose = (user: User) => {
    setLetter("");
    setChosen(user);
  };
  const letters = (typed: string) => {
    setChosen(null);
    setLetter(typed);
  };
  useKeyListener(null);
  const practice = useFirstRun(onStart);
  if (practice.stage.at === "making") return <PracticeMade {...practice.stage} />;
  return (
    <div className={start.practice ? "lk bar" : "lk"}>
      {start.practice && <PracticeBar />}
      <DeskToday start={start} />
      <main className="r0">
        <div className="who2">
          <Chooser start={start} chosen={chosen} letter={letter} onChoose={choose} />
          {chosen !== null &&
            (chosen.has_pin ? (
              <Pin key={chosen.id} user={chosen} onLeave={leave} onLetter={letters} onStart={onStart} />
            ) : (
              <FirstPin
                key={chosen.id}
                user={chosen}
                withHouse={start.staff.some(mayHelp)}
                onLeave={leave}
                onStart={onStart}
              />
            ))}
          <Feet start={start} practice={practice} />
        </div>
      </main>
    </div>
  );
}

/** Whoever runs the house and may sign in: a colleague's first PIN is set beside them. */
const mayHelp = ({ role, has_pin }: User) =>
  has_pin && (role === "administrator" || role === "general_manager");

type Practice = ReturnType<typeof useFirstRun>;

/** What helps who cannot get in, and the way to the practice hotel and back. */
function Feet({ start, practice }: { start: Start; practice: Practice }) {
  const { t } = useTranslation();
  const leads = start.practice ? (start.hotel_here ? "open" : null) : "practice";
  const go = () => {
    if (leads !== null) practice.go(leads);
  };
  useKeys(leads === null ? [] : [{ cap: "Alt L", run: go }]);
  return (
    <>
      <div className="row sm m feet">
        {start.practice ? (
          <span>{t("signin.practice")}</span>
        ) : (
          <span>
            <KeyRound className="s14" size={14} aria-hidden /> {t("signin.forgot")}
          </span>
        )}
        {leads !== null && (
          <button type="button" className="btn text s" onClick={go} disabled={practice.busy}>
            {start.practice ? (
              <DoorOpen className="s14" size={14} aria-hidden />
            ) : (
              <FlaskConical className="s14" size={14} aria-hidden />
            )}{" "}
            {t(start.practice ? "signin.toHotel" : "signin.toPractice")} <Keycap cap="Alt L" />
          </button>
        )}
        <span className="sp num">
          Lobby {start.version} · {t("signin.chain", { rows: count(start.head_seq) })}
        </span>
      </div>
      {practice.fault !== null && <Refusal fault={practice.fault} />}
    </>
  );
}

/** The practice hotel is made the first time somebody goes there. */
function PracticeMade({ step, leftMs }: { step: Step; leftMs: number | null }) {
  return (
    <main className="lk">
      <div className="who2" style={{ margin: "auto" }}>
        <Making step={step} leftMs={leftMs} />
      </div>
    </main>
  );
}

/** Whose PIN is asked at once: of the only one there is, and of whoever the desk locked over. */
function expected({ staff, left }: Start): User | null {
  if (staff.length === 1) return staff[0] ?? null;
  return left?.by_itself === true ? (staff.find((user) => user.id === left.user) ?? null) : null;
}

function DeskToday({ start }: { start: Start }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [skewMs] = useState(() => start.now_ms - Date.now());
  const now = useNow(skewMs, 1000);
  const zone = start.time_zone;
  return (
    <aside className="l">
      <div className="hn">{start.hotel}</div>
      <div className="m">{t("app.name")}</div>
      <time className="clock">{clock(now, zone)}</time>
      <div className="when">
        {fullDay(dateOf(now, zone), language)}{" "}
        {start.lunar !== null && <span className="m">{lunarDay(start.lunar, language)}</span>}
      </div>
      <dl className="facts">
        {start.on_duty !== null && (
          <>
            <dt>{t("duty.onDuty")}</dt>
            <dd>{start.on_duty.name}</dd>
          </>
        )}
        {!start.practice && <BackupAge start={start} />}
        <DataAge start={start} now={now} />
        <dt>{t("signin.network")}</dt>
        <dd>{t("signin.networkNone")}</dd>
        <dt>{t("unlock.folder")}</dt>
        <dd className="text">{start.folder}</dd>
      </dl>
      <div className="sm m last">
        {t("signin.nothingLeft")}
        <Waiting start={start} />
      </div>
    </aside>
  );
}

/** Whose draft waits for them: of whoever left last, the others see their own beside their name. */
function Waiting({ start }: { start: Start }) {
  const { t } = useTranslation();
  const left = start.staff.find((user) => user.id === start.left?.user);
  const waits = start.seen.some((seen) => seen.user === left?.id && seen.has_draft);
  return left === undefined || !waits ? null : <> {t("signin.draftOf", { name: left.name })}</>;
}

/** When the house was copied last, to the second place or beside the file; amber while something about it is amiss. */
function BackupAge({ start }: { start: Start }) {
  const { t } = useTranslation();
  const said = useSaid(start);
  const { standing } = useBackupState();
  if (standing === null) return null;
  const last = Math.max(standing.newest_ms ?? 0, standing.beside_ms ?? 0);
  return (
    <>
      <dt>{t("backups.title")}</dt>
      <dd className={standing.alarm === null ? "num" : "am w6 num"}>
        {last === 0 ? t("signin.backupNone") : t("signin.backupAt", { when: said(last) })}
      </dd>
    </>
  );
}

const lateAfterMs = 6 * 3_600_000;

function DataAge({ start, now }: { start: Start; now: number }) {
  const { t } = useTranslation();
  const said = useSaid(start);
  const asOf = start.data_as_of_ms;
  if (asOf === null) return null;
  const late = now - asOf > lateAfterMs;
  return (
    <>
      <dt>{t("signin.data")}</dt>
      <dd className={late ? "am w6 num" : "num"}>
        {said(asOf)}
        {late && t("signin.dataLate", { hours: Math.floor((now - asOf) / 3_600_000) })}
      </dd>
    </>
  );
}

/** An instant as one says it at the desk: the time today, yesterday's as such, the day before that. */
function useSaid({ time_zone: zone, now_ms: now }: Start): (ms: number) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const today = dateOf(now, zone);
  return (ms) => {
    const date = dateOf(ms, zone);
    const days = daysBetween(date, today);
    if (days === 0) return clock(ms, zone);
    return days === 1 ? t("signin.yesterday") : dayOfYear(date, today, language);
  };
}

const digits: readonly Cap[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

type ChooserProps = {
  start: Start;
  chosen: User | null;
  /** Typed where somebody else's PIN was asked. */
  letter: string;
  onChoose: (user: User) => void;
};

function Chooser({ start, chosen, letter, onChoose }: ChooserProps) {
  const { t } = useTranslation();
  const { staff } = start;
  const { at, choose } = useChoosing(start, chosen, letter, onChoose);
  const choosing = chosen === null;
  return (
    <>
      <div className="row b">
        <h1>{t("signin.who")}</h1>
        <span className="sp m sm row g1">
          {t("signin.how")} <Keycap cap="1" /> {t("signin.to")}{" "}
          <Keycap cap={String(Math.min(9, staff.length))} />
        </span>
      </div>
      <div className="us" role="listbox" aria-label={t("signin.who")}>
        {staff.map((user, n) => {
          const on = choosing ? n === at : user.id === chosen.id;
          return (
            <button
              key={user.id}
              type="button"
              role="option"
              aria-selected={on}
              className="u"
              onClick={() => choose(user)}
              ref={(element) => {
                if (choosing && n === at) element?.focus({ preventScroll: true });
              }}
            >
              <span className={on ? "av l" : "av l o"} aria-hidden>
                {initial(user.name)}
              </span>
              <span className="col">
                <span className="el n">
                  {user.name} <span className="sm i2 w4">{t(`role.${user.role}`)}</span>
                </span>
                <span className="sm m el">
                  {user.sign_in} <LastHere start={start} user={user} />
                </span>
              </span>
              {digits[n] !== undefined && <Keycap cap={digits[n]} />}
            </button>
          );
        })}
      </div>
    </>
  );
}

/** When somebody was here last, and whether something of theirs waits: never what. */
function LastHere({ start, user }: { start: Start; user: User }) {
  const { t } = useTranslation();
  const said = useSaid(start);
  const seen = start.seen.find((one) => one.user === user.id);
  const left = start.left?.user === user.id ? start.left : null;
  const draft = seen?.has_draft === true ? t("signin.draft") : "";
  if (left !== null)
    return (
      <span className="am">
        · {t("signin.lockedAt", { time: clock(left.at_ms, start.time_zone) })}
        {draft}
      </span>
    );
  if (seen === undefined || seen.at_ms === null) return null;
  return (
    <span>
      · {t("signin.usedAt", { time: said(seen.at_ms) })}
      {draft}
    </span>
  );
}

/**
 * Walking the staff by arrows, picking by digit, or by the letters of a sign-in as soon as only one fits. Where a PIN is
 * asked digits belong to it: letters and `Alt 1–9` pick somebody else.
 */
function useChoosing(start: Start, chosen: User | null, letter: string, onChoose: (user: User) => void) {
  const { staff, left } = start;
  const choosing = chosen === null;
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      staff.findIndex((user) => user.id === left?.user),
    ),
  );
  const choose = (user: User | undefined) => {
    if (user === undefined) return;
    setAt(staff.indexOf(user));
    onChoose(user);
  };
  const step = (by: number) => setAt((at + by + staff.length) % staff.length);
  useKeys(
    choosing
      ? [
          ...digits.flatMap((cap, n) =>
            staff[n] === undefined ? [] : [{ cap, run: () => choose(staff[n]) }],
          ),
          { cap: "→", run: () => step(1) },
          { cap: "←", run: () => step(-1) },
          { cap: "↓", run: () => step(2) },
          { cap: "↑", run: () => step(-2) },
          { cap: "Enter", run: () => choose(staff[at]) },
        ]
      : [],
  );
  useKeys(
    altCaps.flatMap((cap, n) => (staff[n] === undefined ? [] : [{ cap, run: () => choose(staff[n]) }])),
  );
  useLetters(choosing, letter, (text) => {
    const fits = staff.filter((user) => user.sign_in.toLowerCase().startsWith(text));
    if (fits.length === 1) choose(fits[0]);
    else if (fits[0] !== undefined) setAt(staff.indexOf(fits[0]));
    return fits.length > 1;
  });
  return { at, choose };
}

/** Tells the letters typed so far; they begin anew once `onText` answers that nothing more can follow. */
function useLetters(listens: boolean, before: string, onText: (text: string) => boolean): void {
  const typed = useRef("");
  const letter = useEffectEvent((key: string) => {
    const text = typed.current + key.toLowerCase();
    typed.current = onText(text) ? text : "";
  });
  useEffect(() => {
    if (!listens) return;
    typed.current = "";
    if (before !== "") letter(before);
    const pressed = (event: KeyboardEvent) => {
      if (/^[a-z]$/i.test(event.key) && !event.ctrlKey && !event.altKey) letter(event.key);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [listens, before]);
}
