import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type ExpiryPreview } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Tick } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { count } from "../../lib/format";
import { useWrite } from "../../lib/write";

/** Alt D: the run itself. Where the clock may have jumped somebody first says that the day is right. */
export function RunDialog({ preview, onClose }: { preview: ExpiryPreview; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useDesk();
  const [right, setRight] = useState(false);
  const run = useWrite(commands.pointsExpire, (done) =>
    t("runs.done", { members: count(done.members), points: count(done.points) }),
  );
  const save = async () => {
    const outcome = await run.write({ on: preview.on, day_is_right: right ? today : null });
    if (outcome.saved) onClose();
  };
  return (
    <Dialog
      title={t("runs.expire")}
      aside={preview.on}
      onClose={onClose}
      confirm={{
        label: t("runs.expireIt"),
        run: () => void save(),
        busy: run.state === "writing",
        lacks: preview.clock !== null && !right ? t("runs.lacksDay") : undefined,
        red: true,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div>
          {t("runs.ask", {
            date: preview.on,
            members: count(preview.members),
            points: count(preview.points),
          })}
        </div>
        <div className="sm i2">{t("runs.askSo")}</div>
        {preview.clock !== null && (
          <Tick label={t("runs.dayIsRight", { date: today })} checked={right} onChange={setRight} />
        )}
        {run.fault !== null && <Refusal fault={run.fault} />}
      </div>
    </Dialog>
  );
}
