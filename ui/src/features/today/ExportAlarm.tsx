import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { PackageX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { useDesk, useMay } from "../../lib/desk";
import { clock } from "../../lib/format";
import { wordsOf } from "../../lib/faults";
import { exportAlarm } from "./queries";

/** In red until it is made: a package for the group that should have left by itself and did not. For who is on duty. */
export function ExportAlarm() {
  const { t } = useTranslation();
  const may = useMay();
  const desk = useDesk();
  const navigate = useNavigate();
  const answer = useQuery({ ...exportAlarm, enabled: may("read_export_alarm") });
  const { failed = [], doubt = null } = answer.data ?? {};
  const [first] = failed;
  if (first === undefined && doubt === null) return null;
  const tried = first?.tried ?? null;
  const why = tried === null ? "" : t(wordsOf({ kind: "refused", code: tried.code, args: {} }).what);
  return (
    <Banner
      icon={PackageX}
      tone="act"
      fact={first === undefined ? t("today.exportDoubt") : t("today.exportFailed", { count: failed.length })}
      action={
        may("preview_export") && (
          <Action size="s" onClick={() => void navigate({ to: "/group" })}>
            {t("today.exportToIt")}
          </Action>
        )
      }
    >
      {first === undefined
        ? t("today.exportDoubtSo")
        : t("today.exportFailedSo", {
            period: first.period,
            why,
            when: clock(first.next_ms, desk.time_zone),
          })}
    </Banner>
  );
}
