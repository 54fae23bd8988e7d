import { useNavigate } from "@tanstack/react-router";
import { ChartLine } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Page } from "../../components/Page";
import { ProgrammeAction } from "./ProgrammeAction";
import { Empty } from "../../components/States";
import { useMay } from "../../lib/desk";
import { type KeyUse, useKeys } from "../../lib/keys";

/** 会员 before anybody was looked for. */
export function NoMemberPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const check = () => void navigate({ to: "/vouchers" });
  const report = () => void navigate({ to: "/programme-report" });
  const reads = may("read_programme_report");
  const keys: KeyUse[] = [];
  if (may("check_voucher")) keys.push({ cap: "Alt V", label: t("voucher.check"), place: "verb", run: check });
  if (reads) keys.push({ cap: "Alt B", label: t("report.title"), place: "verb", run: report });
  useKeys(keys);
  return (
    <Page>
      <PageHead title={t("place.members")}>
        <ProgrammeAction />
        {reads && (
          <Action size="s" icon={ChartLine} cap="Alt B" onClick={report}>
            {t("report.title")}
          </Action>
        )}
      </PageHead>
      <Empty
        title={t("member.nobody")}
        action={
          <span className="row i2">
            <Keycap cap="Ctrl K" /> {t("key.commands")}
            {may("check_voucher") && (
              <Action cap="Alt V" onClick={check}>
                {t("voucher.check")}
              </Action>
            )}
          </span>
        }
      >
        {t("member.nobodySo")}
      </Empty>
    </Page>
  );
}
