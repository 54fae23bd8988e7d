import { useTranslation } from "react-i18next";
import { PageHead } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Page } from "../../components/Page";
import { Empty } from "../../components/States";

/** 客史 before anybody was looked for. */
export function NoGuestPage() {
  const { t } = useTranslation();
  return (
    <Page>
      <PageHead title={t("place.guests")} />
      <Empty
        title={t("guest.none")}
        action={
          <span className="row i2">
            <Keycap cap="Ctrl K" /> {t("search.backToBox")}
          </span>
        }
      >
        {t("guest.noneWhy")}
      </Empty>
    </Page>
  );
}
