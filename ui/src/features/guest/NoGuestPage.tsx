import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Keycap } from "../../components/Keycap";
import { Page } from "../../components/Page";
import { Empty } from "../../components/States";

/** 客史 before anybody was looked for. */
export function NoGuestPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Page>
      <PageHead title={t("place.guests")} />
      <Empty
        title={t("guest.none")}
        action={
          <span className="row i2">
            <Keycap cap="Ctrl K" /> {t("search.backToBox")}
            <Action cap="Ctrl G" onClick={() => void navigate({ to: "/guests" })}>
              {t("guestList.title")}
            </Action>
          </span>
        }
      >
        {t("guest.noneWhy")}
      </Empty>
    </Page>
  );
}
