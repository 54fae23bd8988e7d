import { useTranslation } from "react-i18next";
import { commands, type PreferenceLine } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/States";
import { useWrite } from "../../lib/write";

/** A wish that no longer holds leaves the card; the record of it stays, and Ctrl Z brings it back. */
export function DropWishDialog({ line, onClose }: { line: PreferenceLine; onClose: () => void }) {
  const { t } = useTranslation();
  const { preference } = line;
  const drop = useWrite(
    commands.preferenceDrop,
    ({ tasks }) =>
      tasks.length === 0
        ? t("wish.dropped", { text: preference.words })
        : t("wish.droppedTasks", { text: preference.words, tasks: tasks.length }),
    "undoable",
  );
  const save = async () => {
    if ((await drop.write({ preference: preference.id })).saved) onClose();
  };
  return (
    <Dialog
      title={t("wish.drop")}
      onClose={onClose}
      confirm={{ label: t("wish.dropIt"), run: () => void save(), busy: drop.state === "writing" }}
      width={440}
    >
      <div>
        <span className="m">{t(`wish.kind.${preference.kind}`)}</span> <b>{preference.words}</b>
      </div>
      <div className="sm i2" style={{ marginTop: 6 }}>
        {t("wish.dropSo")}
      </div>
      {drop.fault !== null && <Refusal fault={drop.fault} />}
    </Dialog>
  );
}
