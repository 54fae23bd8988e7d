import { FlaskConical, KeyRound } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Start, User } from "../api/bindings";
import { Keycap } from "../components/Keycap";
import { useLanguage, useNow } from "../lib/desk";
import { clock, dateOf, fullDay, initial } from "../lib/format";
import { type Cap, useKeyListener, useKeys } from "../lib/keys";
import { FirstPin } from "./FirstPin";
import { Pin } from "./Pin";
import { PracticeBar } from "./PracticeBar";

type Props = { start: Start; onStart: (start: Start) => void };

/** Who is at this desk, and their PIN. Nothing of any guest is on the screen. */
export function SignIn({ start, onStart }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<User | null>(
    start.staff.length === 1 ? (start.staff[0] ?? null) : null,
  );
  const leave = () => setChosen(null);
  useKeyListener(null);
  return (
    <div className={start.practice ? "lk bar" : "lk"}>
      {start.practice && <PracticeBar />}
      <DeskToday start={start} />
      <main className="r0">
        <div className="who2">
          <Chooser staff={start.staff} chosen={chosen} onChoose={setChosen} />
          {chosen !== null &&
            (chosen.has_pin ? (
              <Pin key={chosen.id} user={chosen} onLeave={leave} onStart={onStart} />
            ) : (
              <FirstPin key={chosen.id} user={chosen} onLeave={leave} onStart={onStart} />
            ))}
          <div className="row sm m feet">
            {start.practice ? (
              <span>
                <FlaskConical className="s14" size={14} aria-hidden /> {t("signin.practice")}
              </span>
            ) : (
              <span>
                <KeyRound className="s14" size={14} aria-hidden /> {t("signin.forgot")}
              </span>
            )}
            <span className="sp num">Lobby {start.version}</span>
          </div>
        </div>
      </main>
    </div>
  );
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
      <div className="when">{fullDay(dateOf(now, zone), language)}</div>
      <dl className="facts">
        <dt>{t("signin.network")}</dt>
        <dd>{t("signin.networkNone")}</dd>
        <dt>{t("unlock.folder")}</dt>
        <dd className="text">{start.folder}</dd>
      </dl>
      <div className="sm m last">{t("signin.nothingLeft")}</div>
    </aside>
  );
}

const digits: readonly Cap[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

type ChooserProps = { staff: readonly User[]; chosen: User | null; onChoose: (user: User) => void };

function Chooser({ staff, chosen, onChoose }: ChooserProps) {
  const { t } = useTranslation();
  const { at, choose } = useChoosing(staff, chosen === null, onChoose);
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
                <span className="sm m el">{user.sign_in}</span>
              </span>
              {digits[n] !== undefined && <Keycap cap={digits[n]} />}
            </button>
          );
        })}
      </div>
    </>
  );
}

/** Walking the staff by arrows, picking by digit, or by the letters of a sign-in as soon as only one fits. */
function useChoosing(staff: readonly User[], choosing: boolean, onChoose: (user: User) => void) {
  const [at, setAt] = useState(0);
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
  useLetters(choosing, (text) => {
    const fits = staff.filter((user) => user.sign_in.toLowerCase().startsWith(text));
    if (fits.length === 1) choose(fits[0]);
    else if (fits[0] !== undefined) setAt(staff.indexOf(fits[0]));
    return fits.length > 1;
  });
  return { at, choose };
}

/** Tells the letters typed so far; they begin anew once `onText` answers that nothing more can follow. */
function useLetters(listens: boolean, onText: (text: string) => boolean): void {
  const typed = useRef("");
  const letter = useEffectEvent((key: string) => {
    const text = typed.current + key.toLowerCase();
    typed.current = onText(text) ? text : "";
  });
  useEffect(() => {
    if (!listens) return;
    typed.current = "";
    const pressed = (event: KeyboardEvent) => {
      if (/^[a-z]$/i.test(event.key) && !event.ctrlKey && !event.altKey) letter(event.key);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [listens]);
}
