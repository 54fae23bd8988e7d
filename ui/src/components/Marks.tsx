import { useTranslation } from "react-i18next";
import { word } from "../lib/i18n";

type Mark = { children: React.ReactNode };

function Shape({ children }: Mark) {
  return (
    <svg className="st" viewBox="0 0 14 14" aria-hidden>
      {children}
    </svg>
  );
}

const ring = { cx: 7, cy: 7, r: 5.5, fill: "none", stroke: "currentColor", strokeWidth: 1.5 };

const done = (
  <>
    <circle cx="7" cy="7" r="6.2" fill="currentColor" />
    <path
      d="M4.2 7.2l2 2 3.6-4"
      fill="none"
      stroke="var(--sheet)"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </>
);
const diamond = <path d="M7 1.2L12.8 7 7 12.8 1.2 7z" fill="currentColor" />;
const triangle = (
  <>
    <path d="M7 .8l6.4 11.8H.6z" fill="currentColor" />
    <path d="M7 5v3.4M7 10.4v.3" stroke="var(--sheet)" strokeWidth="1.5" strokeLinecap="round" />
  </>
);

const states = {
  awaiting_answer: { tone: "", shape: <circle {...ring} strokeDasharray="2.2 2.12" /> },
  in_progress: {
    tone: "",
    shape: (
      <>
        <circle {...ring} />
        <path d="M7 3.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" />
      </>
    ),
  },
  awaiting_approval: {
    tone: "am",
    shape: (
      <>
        <rect
          x="1.5"
          y="1.5"
          width="11"
          height="11"
          rx="1.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
        <rect x="4.6" y="4.6" width="4.8" height="4.8" fill="currentColor" />
      </>
    ),
  },
  awaiting_callback: {
    tone: "",
    shape: (
      <>
        <circle {...ring} />
        <path d="M7 7V3.6a3.4 3.4 0 1 1-3.4 3.4z" fill="currentColor" />
      </>
    ),
  },
  closed: { tone: "m", shape: done },
  unfounded: {
    tone: "m",
    shape: (
      <>
        <circle {...ring} />
        <path d="M3.4 10.6l7.2-7.2" stroke="currentColor" strokeWidth="1.5" />
      </>
    ),
  },
} satisfies Record<string, { tone: string; shape: React.ReactNode }>;

export type TicketState = keyof typeof states;

function isState(text: string): text is TicketState {
  return Object.hasOwn(states, text);
}

/** A ticket's state by shape and word. */
export function StateMark({ state, bare = false }: { state: TicketState | (string & {}); bare?: boolean }) {
  const { t } = useTranslation();
  const said = word("ticket.state", state);
  if (!isState(state)) return <span className="nw">{said}</span>;
  return (
    <span
      className={`nw ${states[state].tone}`}
      aria-label={bare ? t("ticket.state.aria", { state: said }) : undefined}
      role={bare ? "img" : undefined}
    >
      <Shape>{states[state].shape}</Shape>
      {!bare && ` ${said}`}
    </span>
  );
}

export type Severity = "urgent" | "important" | "normal";
const severities = {
  urgent: { tone: "rd w6", shape: triangle },
  important: { tone: "am", shape: diamond },
  normal: {
    tone: "m",
    shape: <circle cx="7" cy="7" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  },
} satisfies Record<Severity, { tone: string; shape: React.ReactNode }>;

/** How urgent a ticket is, by shape, word and colour; `plain` leaves the colour to what it stands in. */
export function SeverityMark({ severity, plain = false }: { severity: Severity; plain?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={`nw ${plain ? "" : severities[severity].tone}`}>
      <Shape>{severities[severity].shape}</Shape> {t(`severity.${severity}`)}
    </span>
  );
}

export type Verdict = "pass" | "look" | "block";
const verdicts = {
  pass: { tone: "i2", shape: done },
  look: { tone: "am w6", shape: diamond },
  block: { tone: "rd w6", shape: triangle },
} satisfies Record<Verdict, { tone: string; shape: React.ReactNode }>;

/** 通过, 请看 or 挡住; `bare` is the shape alone, where the word stands beside it. */
export function VerdictMark({ verdict, bare = false }: { verdict: Verdict; bare?: boolean }) {
  const { t } = useTranslation();
  const word = t(`verdict.${verdict}`);
  return (
    <span
      className={`nw ${verdicts[verdict].tone}`}
      role={bare ? "img" : undefined}
      aria-label={bare ? word : undefined}
    >
      <Shape>{verdicts[verdict].shape}</Shape>
      {!bare && ` ${word}`}
    </span>
  );
}

const tiers = ["base", "silver", "gold", "platinum"];

/** One to four bars and the tier's word; an empty tier says "not enrolled". */
export function TierBars({ tier }: { tier: string }) {
  const { t } = useTranslation();
  if (tier === "") return <span className="m sm">{t("tier.none")}</span>;
  const bars = tiers.indexOf(tier) + 1;
  return (
    <span className="tier">
      <i aria-hidden>
        {[1, 2, 3, 4].map((bar) => (
          <u key={bar} className={bar <= bars ? "f" : undefined} />
        ))}
      </i>
      {word("tier", tier)}
    </span>
  );
}

/** The seven steps as pips: done filled, the present one outlined. `step` counts from 1; past the end all are done. */
export function Pips({ step, of = 7 }: { step: number; of?: number }) {
  const { t } = useTranslation();
  return (
    <span className="pips" role="img" aria-label={t("pips.aria", { step: Math.min(step, of), of })}>
      {Array.from({ length: of }, (_, at) => (
        <u key={at} className={at + 1 < step ? "f" : at + 1 === step ? "c" : undefined} />
      ))}
    </span>
  );
}
