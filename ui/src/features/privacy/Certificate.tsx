import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "@tanstack/react-router";
import { commands, type ErasureDone } from "../../api/bindings";
import { call } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { useDesk } from "../../lib/desk";
import { clock, count, dateOf } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { Line, Part } from "./Lines";

/** 删除证明: what went and what stays, when older backups age out; it prints and names nobody. */
export function Certificate({ done }: { done: ErasureDone }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const navigate = useNavigate();
  const backups = useQuery({
    queryKey: ["privacy", "backups"],
    queryFn: () => call(commands.backupList()),
    meta: { reads: ["hotel"] },
    retry: false,
  });
  const { erased } = done;
  useKeys([
    { cap: "Ctrl P", label: t("erasure.print"), place: "verb", run: () => window.print() },
    { cap: "Esc", label: t("privacy.title"), place: "move", run: () => void navigate({ to: "/privacy" }) },
  ]);
  return (
    <Page>
      <PageHead title={t("erasure.certificate")} facts={erased.business_date}>
        <Action kind="primary" cap="Ctrl P" onClick={() => window.print()}>
          {t("erasure.print")}
        </Action>
      </PageHead>
      <div className="pad col" style={{ gap: 16, paddingBottom: 20 }}>
        <p>
          {t("erasure.certifies", {
            hotel: desk.hotel,
            day: dateOf(erased.at_ms, desk.time_zone),
            time: clock(erased.at_ms, desk.time_zone),
          })}
        </p>
        <Line what={t("erasure.pseudonym")} said={erased.guest} />
        <Line what={t("erasure.groundLabel")} said={t(`erasure.ground.${erased.ground}`)} />
        <Part title={t("erasure.goesTitle")}>
          {erased.counts.goes.map((one) => (
            <Line key={one.what} what={t(`erasure.goes.${one.what}`)} said={count(one.count)} />
          ))}
        </Part>
        <Part title={t("erasure.staysTitle")}>
          {erased.counts.stays.map((one) => (
            <Line key={one.what} what={t(`erasure.stays.${one.what}`)} said={count(one.count)} />
          ))}
        </Part>
        <Part title={t("erasure.backupsTitle")}>
          <p>{t("erasure.backupsWhat", { lists: done.lists, packages: done.packages.length })}</p>
          <p className="sm m">{t("erasure.backupsCount", { count: backups.data?.length ?? 0 })}</p>
        </Part>
      </div>
    </Page>
  );
}
