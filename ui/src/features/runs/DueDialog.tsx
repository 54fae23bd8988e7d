import { useTranslation } from "react-i18next";
import { commands, type DueLine } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/States";
import { count } from "../../lib/format";
import { useWrite } from "../../lib/write";

type Props = { promises: readonly DueLine[]; today: string; onClose: () => void };

/** Alt R: promises whose day has come are posted. */
export function DueDialog({ promises, today, onClose }: Props) {
  const { t } = useTranslation();
  const ready = promises.filter((line) => line.due_on <= today);
  const points = ready.reduce((sum, line) => sum + line.points, 0);
  const post = useWrite(commands.pendingPostDue, (done) =>
    [
      t("runs.posted", { postings: count(done.postings), points: count(done.points) }),
      ...(done.kept > 0 ? [t("runs.postedKept", { kept: count(done.kept) })] : []),
      ...(done.voided > 0 ? [t("runs.postedVoided", { voided: count(done.voided) })] : []),
    ].join(" · "),
  );
  const save = async () => {
    if ((await post.write(today)).saved) onClose();
  };
  return (
    <Dialog
      title={t("runs.due")}
      aside={today}
      onClose={onClose}
      confirm={{ label: t("runs.dueIt"), run: () => void save(), busy: post.state === "writing" }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div>{t("runs.dueAsk", { postings: count(ready.length), points: count(points) })}</div>
        {post.fault !== null && <Refusal fault={post.fault} />}
      </div>
    </Dialog>
  );
}
