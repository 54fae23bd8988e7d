import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FileWarning } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { useLanguage, useMay } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { unsignedShifts } from "./queries";

/** In red until somebody takes over: shifts that nobody signed for. Only for those who keep the log. */
export function UnsignedShifts() {
  const { t } = useTranslation();
  const may = useMay();
  const language = useLanguage();
  const navigate = useNavigate();
  const answer = useQuery({ ...unsignedShifts, enabled: may("read_duty") });
  const [first, ...others] = answer.data ?? [];
  if (first === undefined) return null;
  const shift = `${monthDay(first.span.date, language)} ${t(`duty.shift.${first.span.shift}`)}`;
  return (
    <Banner
      icon={FileWarning}
      tone="act"
      fact={t("today.unsigned", { count: others.length + 1 })}
      action={
        <Action size="s" onClick={() => void navigate({ to: "/duty" })}>
          {t("duty.toIt")}
        </Action>
      }
    >
      {t("today.unsignedSo", { shift })}
    </Banner>
  );
}
