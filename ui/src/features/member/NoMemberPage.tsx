import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Page } from "../../components/Page";
import { ProgrammeAction } from "./ProgrammeAction";
import { Empty } from "../../components/States";
import { useMay } from "../../lib/desk";
import { useKeys } from "../../lib/keys";

/** 会员 before anybody was looked for. */
export function NoMemberPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const check = () => void navigate({ to: "/vouchers" });
  useKeys(
    may("check_voucher") ? [{ cap: "Alt V", label: t("voucher.check"), place: "verb", run: check }] : [],
  );
  return (
    <Page>
      <PageHead title={t("place.members")}>
        <ProgrammeAction />
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
