import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../lib/desk";
import { useKeys } from "../../lib/keys";
import { DayDoubt } from "./DayDoubt";
import { RoutineBlock } from "./RoutineBlock";
import { RoutineDialog } from "./RoutineDialog";

/** 定期上报 on the page of settings: as on the group's page, and set the same way. */
export function RoutineSettings() {
  const { t } = useTranslation();
  const may = useMay();
  const [setting, setSetting] = useState(false);
  useKeys(
    may("set_export_routine")
      ? [{ cap: "Alt D", label: t("routine.title"), place: "verb", run: () => setSetting(true) }]
      : [],
  );
  return (
    <div style={{ minWidth: 320, maxWidth: 560, flex: 1 }}>
      <DayDoubt />
      <RoutineBlock onSet={() => setSetting(true)} />
      {setting && <RoutineDialog onClose={() => setSetting(false)} />}
    </div>
  );
}
