import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type CallOutcome, commands, type CourtesyCall, type DealingChannel } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Refusal } from "../../components/States";
import { reasonWords } from "../../lib/courtesy";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { useDraft, useKeptChoice, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

const outcomes = ["satisfied", "fair", "unhappy"] as const;
const channels = ["person", "phone", "wechat"] as const;

/** Space: a guest was greeted, and answered. Whoever is unhappy has a complaint taken down next, with what they said. */
export function CallDialog({ line, onClose }: { line: CourtesyCall; onClose: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const navigate = useNavigate();
  const may = useMay();
  const { shut, outcome, setOutcome, channel, setChannel, words, setWords } = useSaid(line, onClose);
  const make = useWrite(
    commands.callMake,
    (_, input) => t("call.made", { name: line.name, outcome: t(`call.outcome.${input.outcome}`) }),
    "undoable",
  );
  const complains = outcome === "unhappy" && may("open_ticket");
  const save = async () => {
    const said = words.trim();
    if (!(await make.write({ guest: line.guest_id, channel, outcome, words: said })).saved) return;
    shut();
    if (!complains) return;
    const about = line.room_no === "" ? line.name : line.room_no;
    void navigate({
      to: "/tickets/new",
      search: { about, guest: line.guest_id, ...(said !== "" && { said }) },
    });
  };
  return (
    <Dialog
      title={t("call.makeTitle", { name: line.name })}
      aside={line.room_no}
      onClose={shut}
      confirm={{
        label: t(complains ? "call.keepAndOpen" : "call.keep"),
        run: () => void save(),
        busy: make.state === "writing",
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="i2">
          {line.reasons.map((reason) => reasonWords(reason, t, desk.today, language)).join(" · ")}
        </div>
        <Segment
          label={t("call.outcome")}
          value={outcome}
          onChange={setOutcome}
          focused
          choices={outcomes.map((value) => ({
            value,
            label: t(`call.outcome.${value}`),
            ...(value === "unhappy" && { tone: "act" as const }),
          }))}
        />
        <Field label={t("call.words")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={words} onChange={setWords} maxLength={200} />}
        </Field>
        <Segment
          label={t("call.channel")}
          size="s"
          value={channel}
          onChange={setChannel}
          choices={channels.map((value) => ({ value, label: t(`dealing.channel.${value}`) }))}
        />
        {complains && <div className="sm i2">{t("call.unhappySo")}</div>}
        {make.fault !== null && <Refusal fault={make.fault} />}
      </div>
    </Dialog>
  );
}

/** What the guest answered, and how they were reached: it waits for whoever typed it. */
function useSaid(line: CourtesyCall, onClose: () => void) {
  const { form, shut } = useDraft(`call/${line.guest_id}`, onClose);
  const [outcome, setOutcome] = useKeptChoice<CallOutcome, CallOutcome>(
    "outcome",
    "satisfied",
    outcomes,
    form,
  );
  const [channel, setChannel] = useKeptChoice<DealingChannel, DealingChannel>(
    "channel",
    "person",
    channels,
    form,
  );
  const [words, setWords] = useKeptText("words", "", form);
  return { shut, outcome, setOutcome, channel, setChannel, words, setWords };
}
