import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { PhoneCall } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { useMay } from "../../lib/desk";
import { ownPhone } from "./queries";

/** The first thing an approver sees after signing in: what was approved in their name waits for their word. */
export function PhoneWaiting() {
  const { t } = useTranslation();
  const may = useMay()("answer_phone");
  const navigate = useNavigate();
  const waiting = useQuery({ ...ownPhone(), enabled: may }).data?.waiting ?? [];
  if (waiting.length === 0) return null;
  return (
    <Banner
      icon={PhoneCall}
      fact={t("phone.waitingCount", { count: waiting.length })}
      action={
        <Action size="s" onClick={() => void navigate({ to: "/phone" })}>
          {t("phone.answer")}
        </Action>
      }
    >
      {t("phone.waitingWhat")}
    </Banner>
  );
}
