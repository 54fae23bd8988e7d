import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Cadence, commands, type RoutineByPin, type RoutinesShown } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { FolderField } from "../../components/FolderField";
import { Pick } from "../../components/Pick";
import { Segment } from "../../components/Segment";
import { PinInput } from "../../components/PinInput";
import { Refusal } from "../../components/States";
import { minuteClock } from "../../lib/format";
import { pinDigits } from "../../lib/digits";
import { useWrite } from "../../lib/write";
import { routines } from "./queries";
import { cadences, contents } from "./routine";

/** What a routine begins with that was never set: after the night's run, before the morning. */
const hourFirst = 6;
const hours = Array.from({ length: 24 }, (_, hour) => String(hour));

/** 定期上报: how often, at which hour, what the package holds, where it goes; with one's own PIN again, for they leave in one's name. */
export function RoutineDialog({ onClose }: { onClose: () => void }) {
  const answer = useQuery(routines());
  return answer.data === undefined ? null : <Asking shown={answer.data} onClose={onClose} />;
}

function Asking({ shown, onClose }: { shown: RoutinesShown; onClose: () => void }) {
  const { t } = useTranslation();
  const { draft, change, before } = useDraft(shown);
  const [pin, setPin] = useState("");
  const setting = useWrite(
    (key: string, input: RoutineByPin) => commands.routineSet(key, input),
    (set) => t(set.runs ? "routine.saved" : "routine.ended"),
  );
  const lacks =
    draft.folder.trim() === ""
      ? t("group.lacksFolder")
      : pin.length < pinDigits
        ? t("group.lacksPin")
        : undefined;
  const write = async (runs: boolean) => {
    const set = { ...draft, hour: Number(draft.hour), folder: draft.folder.trim(), runs };
    if ((await setting.write({ set: { ...set, seen: before?.version ?? 0 }, pin })).saved) onClose();
  };
  return (
    <Dialog
      title={t("routine.title")}
      onClose={onClose}
      width={600}
      confirm={{
        label: t("routine.save"),
        cap: "Ctrl Enter",
        run: () => void write(true),
        busy: setting.state === "writing",
        lacks,
      }}
      other={
        before?.runs === true && (
          <Action
            kind="red"
            lacks={pin.length < pinDigits ? t("group.lacksPin") : undefined}
            onClick={() => void write(false)}
          >
            {t("routine.end")}
          </Action>
        )
      }
    >
      <div className="col" style={{ gap: 12 }}>
        <p className="i2">{t("routine.what")}</p>
        <When draft={draft} change={change} />
        <Holds draft={draft} change={change} />
        <FolderField
          id="routine-folder"
          label={t("routine.folder")}
          folder={draft.folder}
          onFolder={(folder) => change({ folder })}
        />
        <PinInput id="routine-pin" label={t("group.keyPin")} value={pin} onChange={setPin} />
        {setting.fault !== null && <Refusal fault={setting.fault} />}
      </div>
    </Dialog>
  );
}

type PartProps = { draft: Draft; change: (next: Partial<Draft>) => void };
type Draft = ReturnType<typeof useDraft>["draft"];

function When({ draft, change }: PartProps) {
  const { t } = useTranslation();
  return (
    <div className="row wrap" style={{ gap: 16, alignItems: "end" }}>
      <Segment
        id="routine-cadence"
        label={t("routine.how")}
        value={draft.cadence}
        onChange={(cadence) => change({ cadence })}
        choices={cadences.map((value) => ({ value, label: t(`routine.cadence.${value}`) }))}
        focused
      />
      <Pick
        id="routine-hour"
        label={t("routine.hour")}
        value={draft.hour}
        onChange={(hour) => change({ hour })}
        choices={hours.map((value) => ({ value, label: minuteClock(Number(value) * 60) }))}
      />
    </div>
  );
}

function Holds({ draft, change }: PartProps) {
  const { t } = useTranslation();
  return (
    <div>
      <div className="lab">{t("routine.holds")}</div>
      <Segment
        id="routine-contents"
        label={t("routine.holds")}
        value={draft.contents}
        onChange={(next) => change({ contents: next })}
        choices={contents.map((value) => ({ value, label: t(`routine.contents.${value}`) }))}
      />
      <div className="sm m told">{t(`routine.contentsSo.${draft.contents}`)}</div>
    </div>
  );
}

/** What was set of the chosen cadence, until somebody changes it. */
function useDraft(shown: RoutinesShown) {
  const { set } = shown.state;
  const stored = (cadence: Cadence) => {
    const one = set.find((other) => other.cadence === cadence);
    return {
      cadence,
      contents: one?.contents ?? ("period" as const),
      hour: String(one?.hour ?? hourFirst),
      folder: one?.folder ?? shown.own_folder,
    };
  };
  const [draft, setDraft] = useState(() => stored(set.find((one) => one.runs)?.cadence ?? "month"));
  const change = (next: Partial<typeof draft>) =>
    setDraft(next.cadence === undefined ? { ...draft, ...next } : stored(next.cadence));
  return { draft, change, before: set.find((one) => one.cadence === draft.cadence) };
}
