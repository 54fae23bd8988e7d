import { useQueryClient } from "@tanstack/react-query";
import { FlaskConical, KeyRound } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "../api/commands";
import type { DeskFacts, Fault, Staff } from "../api/draft";
import { CodeInput } from "../components/CodeInput";
import { Keycap } from "../components/Keycap";
import { Refusal } from "../components/States";
import { faultOf } from "../api/call";
import { useLanguage, useNow } from "../lib/desk";
import { clock, count, dateOf, dayInWords, fullDay, initial, lunarDay, span } from "../lib/format";
import { type Cap, useKeyListener, useKeys } from "../lib/keys";

type Props = { desk: DeskFacts; staff: Staff[] };

const lateAfterMs = 6 * 3_600_000;

/** Who is at this desk, and their PIN. Nothing of any guest is on the screen. */
export function SignIn({ desk, staff }: Props) {
  return (
    <div className="lk">
      <DeskToday desk={desk} />
      <main className="r0">
        <div className="who2">
          <Chooser desk={desk} staff={staff} />
        </div>
      </main>
    </div>
  );
}

function DeskToday({ desk }: { desk: DeskFacts }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [skewMs] = useState(() => desk.now_ms - Date.now());
  const now = useNow(skewMs, 1000);
  const late = desk.data_as_of_ms !== null && now - desk.data_as_of_ms > lateAfterMs;
  return (
    <aside className="l">
      <div className="hn">{desk.hotel}</div>
      <div className="m">{t("app.name")}</div>
      <time className="clock">{clock(now, desk.zone)}</time>
      <div className="when">
        {fullDay(dateOf(now, desk.zone), language)}{" "}
        <span className="m">{desk.lunar === null ? "" : lunarDay(desk.lunar, language)}</span>
      </div>
      <dl className="facts">
        {desk.duty !== null && (
          <>
            <dt>{t("signin.duty")}</dt>
            <dd>{t("signin.dutyWho", { name: desk.duty.name, extension: desk.duty.extension })}</dd>
          </>
        )}
        <dt>{t("signin.backup")}</dt>
        <dd className="num">
          {desk.backup_ms === null
            ? t("signin.noBackup")
            : t("signin.backupAt", { time: clock(desk.backup_ms, desk.zone) })}
        </dd>
        <dt>{t("signin.pms")}</dt>
        <dd className={late ? "am w6 num" : "num"}>
          {desk.data_as_of_ms === null
            ? t("signin.noPms")
            : late
              ? t("signin.pmsLate", {
                  time: clock(desk.data_as_of_ms, desk.zone),
                  hours: span(now - desk.data_as_of_ms).hours,
                })
              : clock(desk.data_as_of_ms, desk.zone)}
        </dd>
      </dl>
      <div className="sm m last">{t("signin.nothingLeft")}</div>
    </aside>
  );
}

const digits: readonly Cap[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

function Chooser({ desk, staff }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(staff.length === 1 ? (staff[0]?.id ?? null) : null);
  const [at, setAt] = useState(0);
  const [pin, setPin] = useState("");
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const who = staff.find((one) => one.id === chosen) ?? null;
  const choose = (one: Staff | undefined) => {
    if (one === undefined) return;
    setChosen(one.id);
    setAt(staff.indexOf(one));
    setPin("");
    setFault(null);
  };
  const leave = () => {
    setChosen(null);
    setPin("");
    setTyped("");
    setFault(null);
  };
  const enter = async (full: string) => {
    if (who === null || busy) return;
    setBusy(true);
    try {
      const answer = await commands.signIn(who.id, full);
      if (answer.status === "error") setFault(answer.error);
      else await client.invalidateQueries({ queryKey: ["desk"] });
    } catch (thrown) {
      setFault(faultOf(thrown));
    } finally {
      setPin("");
      setBusy(false);
    }
  };
  const step = (by: number) => setAt((at + by + staff.length) % staff.length);
  useKeyListener(null);
  useKeys(
    who === null
      ? [
          ...staff.flatMap((one, index) =>
            digits[index] === undefined ? [] : [{ cap: digits[index], run: () => choose(one) }],
          ),
          { cap: "→", run: () => step(1) },
          { cap: "←", run: () => step(-1) },
          { cap: "↓", run: () => step(2) },
          { cap: "↑", run: () => step(-2) },
          { cap: "Enter", run: () => choose(staff[at]) },
        ]
      : [{ cap: "Esc", run: leave }],
  );
  const initials = useEffectEvent((letter: string) => {
    const text = typed + letter.toLowerCase();
    const fits = staff.filter((one) => one.initials.startsWith(text));
    setTyped(fits.length === 0 ? "" : text);
    if (fits.length === 1) choose(fits[0]);
    else if (fits[0] !== undefined) setAt(staff.indexOf(fits[0]));
  });
  const choosing = who === null;
  useEffect(() => {
    if (!choosing) return;
    const pressed = (event: KeyboardEvent) => {
      if (/^[a-z]$/i.test(event.key) && !event.ctrlKey && !event.altKey) initials(event.key);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [choosing]);
  return (
    <div>
      <div className="row b">
        <h1>{t("signin.who")}</h1>
        <span className="sp m sm row">
          {t("signin.how")} <Keycap cap="1" /> {t("signin.to")}{" "}
          <Keycap cap={String(Math.min(9, staff.length))} />
        </span>
      </div>
      <div className="us" role="listbox" aria-label={t("signin.who")}>
        {staff.map((one, index) => (
          <button
            key={one.id}
            type="button"
            role="option"
            aria-selected={who === null ? index === at : one.id === chosen}
            className="u"
            onClick={() => choose(one)}
            ref={(element) => {
              if (who === null && index === at) element?.focus({ preventScroll: true });
            }}
          >
            <span
              className={one.id === chosen || (who === null && index === at) ? "av l" : "av l o"}
              aria-hidden
            >
              {initial(one.name)}
            </span>
            <span>
              <span className="n">
                {one.name} <span className="sm i2 w4">{t(`role.${one.role}`)}</span>
              </span>
              <span className="sm m" style={{ display: "block" }}>
                <LastSeen one={one} desk={desk} />
              </span>
            </span>
            {digits[index] !== undefined && <Keycap cap={digits[index]} />}
          </button>
        ))}
      </div>
      {who !== null && (
        <div className="pin">
          <div className="row" style={{ alignItems: "flex-end", gap: 20 }}>
            <div>
              <div className="row b" style={{ marginBottom: 8, gap: 4 }}>
                <b>{who.name}</b> {t("signin.pinOf")}
              </div>
              <CodeInput
                kind="pin"
                label={t("signin.pinLabel", { name: who.name })}
                value={pin}
                onChange={setPin}
                onFull={(full) => void enter(full)}
                bad={fault !== null && pin === ""}
                barred={busy}
              />
            </div>
            <button type="button" className="btn swap" onClick={leave}>
              {t("signin.swap")} <Keycap cap="Esc" />
            </button>
          </div>
          {fault === null ? (
            <div className="sm i2" style={{ marginTop: 12 }}>
              {t("signin.pinHow")}
            </div>
          ) : (
            <div style={{ marginTop: 12 }}>
              <Refusal fault={fault} />
            </div>
          )}
        </div>
      )}
      <div className="row sm m feet">
        <span>
          <KeyRound className="s14" size={14} aria-hidden /> {t("signin.forgot")}
        </span>
        {desk.practice && (
          <span>
            <FlaskConical className="s14" size={14} aria-hidden /> {t("signin.practice")}
          </span>
        )}
        <span className="sp num">
          {t("signin.version", { version: desk.version, chain: count(desk.chain) })}
        </span>
      </div>
    </div>
  );
}

function LastSeen({ one, desk }: { one: Staff; desk: DeskFacts }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (one.on_duty) return <>{t("signin.onDuty")}</>;
  if (one.last_seen_ms === null) return <>{t("signin.neverSeen")}</>;
  const day = dateOf(one.last_seen_ms, desk.zone);
  const when =
    day === dateOf(desk.now_ms, desk.zone) ? clock(one.last_seen_ms, desk.zone) : dayInWords(day, language);
  return <>{t("signin.lastSeen", { when })}</>;
}
