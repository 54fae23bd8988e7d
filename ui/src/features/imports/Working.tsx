import { useTranslation } from "react-i18next";
import type { ImportProgress } from "../../api/bindings";
import { Progress } from "../../components/States";
import { type Job, leftMs } from "../../lib/job";

/** How far a file is, and its cancel. */
export function Working({ job }: { job: Job<ImportProgress> }) {
  const { t } = useTranslation();
  const now = job.step;
  const share = now === null || now.total === 0 ? 0 : now.done / now.total;
  const title = t(`import.stage.${now?.stage ?? "reading"}`);
  return (
    <div className="pad" style={{ maxWidth: 720 }}>
      <Progress
        title={title}
        done={now?.done ?? 0}
        all={now?.total ?? 0}
        leftMs={leftMs(share, job.passedMs)}
        leaves={t("imports.cancelLeaves")}
        onCancel={() => job.cancel()}
      />
    </div>
  );
}
