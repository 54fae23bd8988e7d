import { useTranslation } from "react-i18next";
import { commands, type LogEntry } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { clock } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

/** Alt G: a line is put right by another one; the first stays, struck through. */
export function CorrectDialog({ log, onClose }: { log: readonly LogEntry[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const standing = log.filter((entry) => !entry.corrected).toReversed();
  const { form, shut } = useDraft("duty/correct", onClose);
  const [picked, setPicked] = useKeptText("picked", standing[0]?.line.id ?? "", form);
  const chosen = standing.find((entry) => entry.line.id === picked) ?? standing[0];
  const [words, setWords] = useKeptText("words", chosen?.line.words ?? "", form);
  const [room, setRoom] = useKeptText("room", chosen?.line.room_no ?? "", form);
  const correct = useWrite(commands.dutyCorrect, () => t("duty.corrected"));
  const pick = (id: string) => {
    const entry = standing.find((one) => one.line.id === id);
    if (entry === undefined) return;
    setPicked(id);
    setWords(entry.line.words);
    setRoom(entry.line.room_no);
  };
  const save = async () => {
    if (chosen === undefined) return;
    const { id, kind } = chosen.line;
    if ((await correct.write({ line: id, kind, room: room.trim(), words: words.trim() })).saved) shut();
  };
  const same = words.trim() === chosen?.line.words && room.trim() === chosen.line.room_no;
  return (
    <Dialog
      title={t("duty.correct")}
      onClose={shut}
      confirm={{
        label: t("duty.keep"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: correct.state === "writing",
        lacks: words.trim() === "" ? t("duty.lacksWords") : same ? t("duty.lacksChange") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Pick
          label={t("duty.which")}
          value={picked}
          onChange={pick}
          choices={standing.map(({ line }) => ({
            value: String(line.id),
            label: `${clock(line.at_ms, zone)} ${word("duty.kind", line.kind)} ${line.room_no} ${line.words}`,
          }))}
        />
        <Field label={t("duty.words")}>
          {(id) => <TextArea id={id} value={words} onChange={setWords} rows={2} maxLength={500} focused />}
        </Field>
        <Field label={t("col.room")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={room} onChange={setRoom} maxLength={12} />}
        </Field>
        <div className="sm i2">{t("duty.correctSo")}</div>
        {correct.fault !== null && <Refusal fault={correct.fault} />}
      </div>
    </Dialog>
  );
}
