import { FlaskConical, HardDrive, Usb } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type Fault,
  type NewHotelForm,
  type NewHotelMade,
  type Start,
  type Step,
} from "../api/bindings";
import { type Answer, Channel, faultOf } from "../api/call";
import { Action } from "../components/Action";
import { Keycap } from "../components/Keycap";
import { Segment } from "../components/Segment";
import { Progress, Refusal } from "../components/States";
import { StepDisc } from "../components/Steps";
import { useLanguage } from "../lib/desk";
import { switchLanguage } from "../lib/i18n";
import { leftMs } from "../lib/job";
import { useKeyListener, useKeys } from "../lib/keys";
import { BackupForm } from "./BackupForm";
import { HotelForm } from "./HotelForm";
import { RecoveryKey } from "./RecoveryKey";

type Way = "hotel" | "backup" | "practice";
type Stage =
  | { at: "choose" }
  | { at: "hotel" }
  | { at: "backup" }
  | { at: "key"; made: NewHotelMade }
  | { at: "making"; step: Step; leftMs: number | null };

const ways = ["hotel", "backup", "practice"] as const;
const steps = ["start", "hotel", "key"] as const;
/** As many guests as the practice hotel of the window has. */
const practiceGuests = 80_000;

type Props = { start: Start; onStart: (start: Start) => void };

/** The first start: a hotel of one's own, a backup, or the practice hotel. */
export function FirstRun({ start, onStart }: Props) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>("hotel");
  const [stage, setStage] = useState<Stage>({ at: "choose" });
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  const run = async <T,>(asked: Promise<Answer<T>>): Promise<T | null> => {
    setBusy(true);
    setFault(null);
    try {
      const answer = await asked;
      if (answer.status === "ok") return answer.data;
      setFault(answer.error);
    } catch (thrown) {
      setFault(faultOf(thrown));
    } finally {
      setBusy(false);
    }
    return null;
  };
  const practise = async () => {
    const begunMs = performance.now();
    const progress = new Channel<Step>((step) => {
      setStage({
        at: "making",
        step,
        leftMs: leftMs(step.total === 0 ? 0 : step.done / step.total, performance.now() - begunMs),
      });
    });
    setStage({ at: "making", step: { done: 0, total: 0 }, leftMs: null });
    const next = await run(commands.makePractice(practiceGuests, progress));
    if (next === null) setStage({ at: "choose" });
    else onStart(next);
  };
  const make = async (form: NewHotelForm) => {
    const made = await run(commands.makeHotel(form));
    if (made !== null) setStage({ at: "key", made });
  };
  const restore = async (path: string, passphrase: string) => {
    const next = await run(commands.openBackup(path, passphrase));
    if (next !== null) onStart(next);
  };
  const go = () => {
    if (way === "practice") void practise();
    else setStage({ at: way });
  };
  const back = () => {
    setFault(null);
    setStage({ at: "choose" });
  };

  const step = (by: number) => setWay(ways[(ways.indexOf(way) + by + ways.length) % ways.length] ?? way);
  useKeyListener(null);
  useKeys(
    stage.at === "choose"
      ? [
          { cap: "1", run: () => setWay("hotel") },
          { cap: "2", run: () => setWay("backup") },
          { cap: "3", run: () => setWay("practice") },
          { cap: "↑", run: () => step(-1) },
          { cap: "↓", run: () => step(1) },
          { cap: "Enter", run: go },
        ]
      : stage.at === "hotel" || stage.at === "backup"
        ? [{ cap: "Esc", run: back }]
        : [],
  );
  const trouble = fault !== null && (
    <div style={{ marginTop: 16 }}>
      <Refusal fault={fault} />
    </div>
  );
  const at = stage.at === "hotel" ? 1 : stage.at === "key" ? 2 : 0;
  return (
    <div className="wz">
      <StepsAside version={start.version} now={at} />
      <main className="c">
        {stage.at === "hotel" && (
          <HotelForm onMake={(form) => void make(form)} onBack={back} busy={busy} trouble={trouble} />
        )}
        {stage.at === "backup" && (
          <BackupForm
            onOpen={(path, passphrase) => void restore(path, passphrase)}
            onBack={back}
            busy={busy}
            trouble={trouble}
          />
        )}
        {stage.at === "key" && (
          <RecoveryKey recovery={stage.made.recovery_key} onDone={() => onStart(stage.made.start)} />
        )}
        {(stage.at === "choose" || stage.at === "making") && (
          <>
            <Title />
            {stage.at === "making" ? (
              <Making step={stage.step} leftMs={stage.leftMs} />
            ) : (
              <Ways folder={start.folder} way={way} onWay={setWay} />
            )}
            {trouble}
          </>
        )}
      </main>
      <div className="f">
        {stage.at === "choose" && (
          <div>
            <span className="sm m row">
              <Keycap cap="↑" /> <Keycap cap="↓" /> {t("first.pick")} <Keycap cap="Enter" /> {t("first.go")}
            </span>
            <span className="sp row">
              <Action kind="primary" size="l" cap="Enter" onClick={go}>
                {t(`first.continue.${way}`)}
              </Action>
            </span>
          </div>
        )}
      </div>
    </div>
  );
}

function Making({ step, leftMs }: { step: Step; leftMs: number | null }) {
  const { t } = useTranslation();
  return (
    <Progress
      title={t("first.making")}
      done={step.done}
      all={step.total}
      leftMs={leftMs}
      leaves={t("first.cancelLeaves")}
      onCancel={() => void commands.cancelJob()}
    />
  );
}

function StepsAside({ version, now }: { version: string; now: number }) {
  const { t } = useTranslation();
  return (
    <aside className="l">
      <div className="t">{t("app.short")}</div>
      <div className="m">Lobby {version}</div>
      <ol style={{ marginTop: 44 }}>
        {steps.map((step, at) => (
          <li key={step} className="wst" aria-current={at === now ? "step" : undefined}>
            <StepDisc number={at + 1} state={at < now ? "done" : at === now ? "now" : "todo"} />
            <div>
              <b>{t(`first.step.${step}`)}</b>
              <div className="sm m">{t(`first.step.${step}.what`)}</div>
            </div>
          </li>
        ))}
      </ol>
      <div className="sm m" style={{ marginTop: "auto" }}>
        {t("first.offline")}
      </div>
    </aside>
  );
}

function Title() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="row t" style={{ marginBottom: 22 }}>
      <div>
        <h1 className="h30">{t("first.title")}</h1>
        <div className="i2">{t("first.long")}</div>
      </div>
      <span className="sp">
        <Segment
          label={t("settings.language")}
          size="s"
          value={language}
          onChange={(next) => void switchLanguage(next)}
          choices={[
            { value: "zh-CN", label: "简体中文" },
            { value: "zh-TW", label: "繁體中文" },
            { value: "en", label: "English" },
          ]}
        />
      </span>
    </div>
  );
}

type WaysProps = { folder: string; way: Way; onWay: (way: Way) => void };

function Ways({ folder, way, onWay }: WaysProps) {
  const { t } = useTranslation();
  return (
    <div role="radiogroup" aria-label={t("first.title")}>
      {ways.map((one, at) => (
        <label key={one} className={one === "practice" ? "op pr" : "op"}>
          <input type="radio" name="way" checked={way === one} onChange={() => onWay(one)} />
          <span>
            <span className="t">
              {one === "practice" && <FlaskConical size={16} aria-hidden />} {t(`first.${one}.title`)}
            </span>
            <span className="d">{t(`first.${one}.what`)}</span>
            <span className="f">
              {one === "practice" ? (
                t("first.practice.note")
              ) : one === "backup" ? (
                <span>
                  <Usb className="s14" size={14} aria-hidden /> {t("first.backup.note")}
                </span>
              ) : (
                <span>
                  <HardDrive className="s14" size={14} aria-hidden /> {t("first.hotel.place", { folder })}
                </span>
              )}
            </span>
          </span>
          <Keycap cap={String(at + 1)} />
        </label>
      ))}
    </div>
  );
}
