import { useTranslation } from "react-i18next";
import { commands } from "../../api/bindings";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { useWrite } from "../../lib/write";

/** What the house may choose, in minutes; there is no "never". */
const minutes = [1, 2, 3, 5, 10, 15, 30, 60] as const;

/** After how long a desk that nobody touches locks: read by all, set by who runs the house. */
export function LockAfter() {
  const { t } = useTranslation();
  const { idle_s: idle } = useDesk();
  const may = useMay();
  const set = useWrite(commands.deskLockSet, (_, input) =>
    t("lock.saved", { minutes: input.wanted.idle_s / 60 }),
  );
  const words = (count: number) => t("lock.minutes", { minutes: count });
  if (!may("set_desk_lock"))
    return (
      <div className="sm m" style={{ marginTop: 12 }}>
        {t("lock.after")} {words(idle / 60)}
      </div>
    );
  const offered = minutes.some((count) => count * 60 === idle) ? minutes : [idle / 60, ...minutes];
  return (
    <div className="col" style={{ marginTop: 16, maxWidth: 240, gap: 8 }}>
      <Pick
        id="settings-lock"
        label={t("lock.after")}
        value={String(idle)}
        choices={offered.map((count) => ({ value: String(count * 60), label: words(count) }))}
        onChange={(next) => void set.write({ seen: { idle_s: idle }, wanted: { idle_s: Number(next) } })}
      />
      <div className="sm m">{t("lock.why")}</div>
      {set.fault !== null && <Refusal fault={set.fault} />}
    </div>
  );
}
