import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Start, type Step } from "../api/bindings";
import { Action } from "../components/Action";
import { Keycap } from "../components/Keycap";
import { Progress, Refusal } from "../components/States";
import { StepDisc } from "../components/Steps";
import { type Cap, type KeyUse, useKeyListener, useKeys } from "../lib/keys";
import { BackupForm } from "./BackupForm";
import { HotelForm } from "./HotelForm";
import { MachineLooked } from "./MachineLooked";
import { RecoveryKey } from "./RecoveryKey";
import { RescuedPage } from "./RescuedPage";
import { useFirstRun, type Way, waysOf } from "./useFirstRun";
import { StartTitle, Ways } from "./Ways";

const steps = ["start", "hotel", "key"] as const;

type Props = { start: Start; onStart: (start: Start) => void };

/** The first start: a hotel of one's own, a backup, or the practice hotel. */
export function FirstRun({ start, onStart }: Props) {
  const ways = waysOf(start);
  const [way, setWay] = useState<Way>(start.hotel_here ? "open" : "hotel");
  const first = useFirstRun(onStart);
  const { stage, busy, back } = first;
  const go = () => first.go(way);
  useKeyListener(null);
  useKeys(stage.at === "choose" ? keysOfWays(ways, way, setWay, go) : []);
  useKeys(stage.at === "hotel" || stage.at === "backup" ? [{ cap: "Esc", run: back }] : []);
  const trouble = first.fault !== null && (
    <div style={{ marginTop: 16 }}>
      <Refusal fault={first.fault} />
    </div>
  );
  const form = { onBack: back, busy, trouble };
  return (
    <div className="wz">
      <StepsAside version={start.version} now={stage.at === "hotel" ? 1 : stage.at === "key" ? 2 : 0} />
      <main className="c">
        {stage.at === "hotel" && <HotelForm onMake={(made) => void first.make(made)} {...form} />}
        {stage.at === "backup" && (
          <BackupForm onOpen={(path, secret) => void first.restore(path, secret)} {...form} />
        )}
        {stage.at === "rescued" && (
          <RescuedPage rescued={stage.rescued} onDone={() => onStart(stage.rescued.start)} />
        )}
        {stage.at === "key" && (
          <RecoveryKey recovery={stage.made.recovery_key} onDone={() => onStart(stage.made.start)} />
        )}
        {(stage.at === "choose" || stage.at === "making") && (
          <>
            <StartTitle />
            {stage.at === "making" ? (
              <Making step={stage.step} leftMs={stage.leftMs} />
            ) : (
              <>
                <Ways ways={ways} folder={start.folder} way={way} onWay={setWay} />
                {!start.hotel_here && <MachineLooked />}
              </>
            )}
            {trouble}
          </>
        )}
      </main>
      <div className="f">{stage.at === "choose" && <Foot way={way} onGo={go} />}</div>
    </div>
  );
}

const digits: readonly Cap[] = ["1", "2", "3"];

function keysOfWays(ways: readonly Way[], way: Way, onWay: (way: Way) => void, go: () => void): KeyUse[] {
  const step = (by: number) => onWay(ways[(ways.indexOf(way) + by + ways.length) % ways.length] ?? way);
  return [
    ...digits.flatMap((cap, at) => {
      const one = ways[at];
      return one === undefined ? [] : [{ cap, run: () => onWay(one) }];
    }),
    { cap: "↑", run: () => step(-1) },
    { cap: "↓", run: () => step(1) },
    { cap: "Enter", run: go },
  ];
}

/** How to pick, and the one action. */
function Foot({ way, onGo }: { way: Way; onGo: () => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <span className="sm m row">
        <Keycap cap="↑" /> <Keycap cap="↓" /> {t("first.pick")} <Keycap cap="Enter" /> {t("first.go")}
      </span>
      <span className="sp row">
        <Action kind="primary" size="l" cap="Enter" onClick={onGo}>
          {t(`first.continue.${way}`)}
        </Action>
      </span>
    </div>
  );
}

/** The practice hotel is being made. */
export function Making({ step, leftMs }: { step: Step; leftMs: number | null }) {
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
