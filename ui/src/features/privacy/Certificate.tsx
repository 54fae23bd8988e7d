import { useTranslation } from "react-i18next";
import { useNavigate } from "@tanstack/react-router";
import type { ErasureDone, OlderCopies } from "../../api/bindings";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { useDesk, useLanguage } from "../../lib/desk";
import { clock, count, dateOf, fullDay } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { Line, Part } from "./Lines";

/** 删除证明: what went and what stays, when older backups age out; it prints and names nobody. */
export function Certificate({ done }: { done: ErasureDone }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const navigate = useNavigate();
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
          <Older older={done.older} />
        </Part>
      </div>
    </Page>
  );
}

/** The copies of before in which the words lie encrypted still, and until when. */
function Older({ older }: { older: OlderCopies }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { backups, gone_by, by_hand, beside } = older;
  return (
    <>
      {gone_by !== null && (
        <p>{t("erasure.older.backups", { count: backups, day: fullDay(gone_by, language) })}</p>
      )}
      {by_hand > 0 && <p>{t("erasure.older.byHand", { count: by_hand })}</p>}
      {beside > 0 && <p>{t("erasure.older.beside", { count: beside })}</p>}
      {backups + by_hand + beside === 0 && <p>{t("erasure.older.none")}</p>}
    </>
  );
}
