import { useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { commands, type ConfirmRoutineDay } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { useLanguage, useMay } from "../../lib/desk";
import { wordsOf } from "../../lib/faults";
import { fullDay } from "../../lib/format";
import { useWrite } from "../../lib/write";
import { routines } from "./queries";

/** Packages wait because the hotel's day may be wrong: somebody reads it and says that it is right. */
export function DayDoubt() {
  const { t } = useTranslation();
  const may = useMay();
  const language = useLanguage();
  const doubt = useQuery(routines()).data?.state.doubt ?? null;
  const saying = useWrite(
    (key: string, input: ConfirmRoutineDay) => commands.routineDayConfirm(key, input),
    () => t("routine.daySaid"),
  );
  if (doubt === null) return null;
  return (
    <Banner
      icon={CalendarX2}
      tone="act"
      fact={t("routine.doubt", { day: fullDay(doubt, language) })}
      action={
        may("confirm_routine_day") && (
          <Action
            size="s"
            busy={saying.state === "writing"}
            onClick={() => void saying.write({ day: doubt })}
          >
            {t("routine.dayRight")}
          </Action>
        )
      }
    >
      {saying.fault === null ? t("routine.doubtSo") : t(wordsOf(saying.fault).what)}
    </Banner>
  );
}
