import { useQueryClient } from "@tanstack/react-query";
import { FlaskConical, HardDrive, Usb } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../api/call";
import { commands, type NewHotel } from "../api/commands";
import type { DeskState, Fault, MadeSteps, Result, StartCheck } from "../api/draft";
import { Action } from "../components/Action";
import { Keycap } from "../components/Keycap";
import { VerdictMark } from "../components/Marks";
import { Segment } from "../components/Segment";
import { Progress, Refusal } from "../components/States";
import { StepDisc } from "../components/Steps";
import { useLanguage } from "../lib/desk";
import { count } from "../lib/format";
import { useKeyListener, useKeys } from "../lib/keys";
import { switchLanguage } from "../lib/i18n";
import { BackupForm } from "./BackupForm";
import { HotelForm } from "./HotelForm";

type Start = Extract<DeskState, { state: "first_run" }>;
type Way = "hotel" | "backup" | "practice";
type Stage = { at: "choose" } | { at: "hotel" } | { at: "backup" } | { at: "making"; step: MadeSteps };

const ways = ["hotel", "backup", "practice"] as const;
const steps = ["start", "hotel", "key", "admin", "bring"] as const;

/** The first start: a hotel of one's own, a backup, or the practice hotel. */
export function FirstRun({ start }: { start: Start }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [way, setWay] = useState<Way>("hotel");
  const [stage, setStage] = useState<Stage>({ at: "choose" });
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  const run = async (asked: () => Promise<Result<null>>) => {
    setBusy(true);
    setFault(null);
    try {
      const answer = await asked();
      if (answer.status === "ok") await client.invalidateQueries({ queryKey: ["desk"] });
      else setFault(answer.error);
      return answer.status === "ok";
    } catch (thrown) {
      setFault(faultOf(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const practise = async () => {
    setStage({ at: "making", step: { done: 0, all: 0, left_ms: null } });
    if (!(await run(() => commands.makePractice((step) => setStage({ at: "making", step })))))
      setStage({ at: "choose" });
  };
  const go = () => {
    if (way === "practice") void practise();
    else setStage({ at: way });
  };
  const back = () => {
    setFault(null);
    setStage({ at: "choose" });
  };
  const make = (input: NewHotel) => void run(() => commands.createHotel(input));

  useKeyListener(null);
  useKeys(
    stage.at === "choose"
      ? [
          { cap: "1", run: () => setWay("hotel") },
          { cap: "2", run: () => setWay("backup") },
          { cap: "3", run: () => setWay("practice") },
          { cap: "↑", run: () => setWay(ways[(ways.indexOf(way) + 2) % 3] ?? way) },
          { cap: "↓", run: () => setWay(ways[(ways.indexOf(way) + 1) % 3] ?? way) },
          { cap: "Enter", run: go },
        ]
      : stage.at === "making"
        ? []
        : [{ cap: "Esc", run: back }],
  );

  const trouble = fault !== null && (
    <div style={{ marginTop: 16 }}>
      <Refusal fault={fault} />
    </div>
  );
  return (
    <div className="wz">
      <StepsAside version={start.version} now={stage.at === "hotel" ? 1 : 0} />
      <main className="c">
        {stage.at === "hotel" && <HotelForm onMake={make} onBack={back} busy={busy} trouble={trouble} />}
        {stage.at === "backup" && (
          <BackupForm
            found={start.backups}
            onOpen={(input) => void run(() => commands.openBackup(input))}
            onBack={back}
            busy={busy}
            trouble={trouble}
          />
        )}
        {(stage.at === "choose" || stage.at === "making") && (
          <>
            <Title />
            {stage.at === "making" ? (
              <Progress
                title={t("first.making")}
                done={stage.step.done}
                all={stage.step.all}
                leftMs={stage.step.left_ms}
                leaves={t("first.cancelLeaves")}
                onCancel={() => void commands.cancelPractice()}
              />
            ) : (
              <Ways start={start} way={way} onWay={setWay} />
            )}
            {trouble}
            <Seen checks={start.checks} />
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

function Ways({ start, way, onWay }: { start: Start; way: Way; onWay: (way: Way) => void }) {
  const { t } = useTranslation();
  const backup = start.backups[0];
  const disk = start.checks.find((check) => check.what === "disk");
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
            {one === "hotel" && disk !== undefined && (
              <span className="f">
                <span>
                  <HardDrive className="s14" size={14} aria-hidden />{" "}
                  {t("first.hotel.place", { free: disk.detail })}
                </span>
              </span>
            )}
            {one === "backup" && backup !== undefined && (
              <span className="f">
                <span>
                  <Usb className="s14" size={14} aria-hidden />{" "}
                  {t("first.backup.found", { hotel: backup.hotel, guests: count(backup.guests) })}
                </span>
              </span>
            )}
            {one === "practice" && <span className="f">{t("first.practice.note")}</span>}
          </span>
          <Keycap cap={String(at + 1)} />
        </label>
      ))}
    </div>
  );
}

function Seen({ checks }: { checks: StartCheck[] }) {
  const { t } = useTranslation();
  if (checks.length === 0) return null;
  return (
    <div style={{ marginTop: 30 }}>
      <h2 className="hd">{t("first.seen")}</h2>
      <div className="seen">
        {checks.map((check) => (
          <div key={check.what} className="row">
            <VerdictMark verdict={check.result} bare />
            <span>{t(`first.check.${check.what}`)}</span>
            <span className={check.result === "look" ? "sp sm am w6" : "sp sm m"}>
              {t(`first.check.${check.what}.${check.result}`, { detail: check.detail })}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
