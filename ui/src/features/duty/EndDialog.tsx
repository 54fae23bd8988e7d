import { useTranslation } from "react-i18next";
import { type CarryItem, commands, type DutyLineId } from "../../api/bindings";
import { isId } from "../../api/call";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";

/** Alt L: what follows from a line ends, or a double-locked room is unlocked; Ctrl Z takes it back. */
export function EndDialog({ item, onClose }: { item: CarryItem; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`duty/end/${item.guest ?? ""}/${item.record}`, onClose);
  const [words, setWords] = useKeptText("words", "", form);
  const end = useWrite(commands.dutyEnd, () => t("duty.ended"), "undoable");
  const save = async () => {
    const { record: line } = item;
    if (!isId<DutyLineId>(line)) return;
    if ((await end.write({ line, words: words.trim() })).saved) shut();
  };
  return (
    <Dialog
      title={t(item.kind === "double_lock" ? "duty.unlock" : "duty.end")}
      aside={item.room_no}
      onClose={shut}
      confirm={{
        label: t(item.kind === "double_lock" ? "duty.unlock" : "duty.end"),
        run: () => void save(),
        busy: end.state === "writing",
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div>{item.words}</div>
        <Field label={t("duty.endWords")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={words} onChange={setWords} maxLength={200} focused />}
        </Field>
        {end.fault !== null && <Refusal fault={end.fault} />}
      </div>
    </Dialog>
  );
}
