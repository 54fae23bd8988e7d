import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Landmark } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { useDesk, useLanguage, useNow } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { externalOwed } from "./queries";

/** Answers in writing that the house owes outside, also under tickets that are closed: the first to run out is a key away. */
export function OutsideBanner() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const desk = useDesk();
  const language = useLanguage();
  const now = useNow(desk.skewMs, 60_000);
  const owed = useQuery(externalOwed()).data ?? [];
  const first = owed[0];
  const open = () =>
    first !== undefined && void navigate({ to: "/ticket/$id", params: { id: first.line.id } });
  useKeys(
    first === undefined ? [] : [{ cap: "Alt W", label: t("outside.raise"), place: "sheet", run: open }],
  );
  if (first === undefined) return null;
  const late = owed.filter((one) => one.external.due_ms <= now).length;
  return (
    <Banner
      icon={Landmark}
      tone={late > 0 ? "act" : "look"}
      fact={late > 0 ? t("outside.manyLate", { count: late }) : t("outside.many", { count: owed.length })}
      action={
        <Action size="s" cap="Alt W" onClick={open}>
          {t("key.open")}
        </Action>
      }
    >
      {" "}
      {t("outside.first", {
        number: first.line.number,
        reference: first.external.reference,
        day: monthDay(first.external.due_on, language),
      })}
    </Banner>
  );
}
