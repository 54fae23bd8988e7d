import { useTranslation } from "react-i18next";
import { PageHead } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Page } from "../../components/Page";
import { Empty } from "../../components/States";

/** 会员 before anybody was looked for. */
export function NoMemberPage() {
  const { t } = useTranslation();
  return (
    <Page>
      <PageHead title={t("place.members")} />
      <Empty
        title={t("member.nobody")}
        action={
          <span className="row i2">
            <Keycap cap="Ctrl K" /> {t("key.commands")}
          </span>
        }
      >
        {t("member.nobodySo")}
      </Empty>
    </Page>
  );
}
