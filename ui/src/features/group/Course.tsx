import { useTranslation } from "react-i18next";
import type { Precheck } from "../../api/bindings";
import { StepDisc, type StepState } from "../../components/Steps";
import { useLanguage } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { daysOf } from "./period";

type Props = { period: string; check: Precheck | null; busy: boolean; made: boolean };

/** Where the package is on its way: what it covers, what was checked, making, handing over. */
export function Course({ period, check, busy, made }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const blocks = check?.checks.filter((one) => one.outcome === "blocks").length ?? 0;
  const looks = check?.checks.filter((one) => one.outcome === "look").length ?? 0;
  const { from, to } = daysOf(period);
  const days = {
    from: from === null ? t("group.begin") : monthDay(from, language),
    to: monthDay(to, language),
  };
  const found =
    check === null
      ? t("group.step.checking")
      : [
          blocks > 0 ? t("group.step.blocks", { count: blocks }) : "",
          looks > 0 ? t("group.step.looks", { count: looks }) : "",
        ]
          .filter(Boolean)
          .join(t("list.comma")) || t("group.step.clear");
  const steps: { id: string; title: string; what: string; state: StepState; tone?: string | undefined }[] = [
    {
      id: "range",
      title: t("group.step.range"),
      what:
        check === null
          ? t("group.step.days", days)
          : t("group.step.daysSheets", { ...days, sheets: check.sheets.length }),
      state: "done",
    },
    {
      id: "check",
      title: t("group.step.check"),
      what: found,
      state: busy || made ? "done" : "now",
      tone: blocks > 0 ? "rd w6" : looks > 0 ? "am w5" : undefined,
    },
    {
      id: "make",
      title: t("group.step.make"),
      what: t("group.step.makeSo"),
      state: made ? "done" : busy ? "now" : "todo",
    },
    {
      id: "hand",
      title: t("group.step.hand"),
      what: t("group.step.handSo"),
      state: made ? "now" : "todo",
    },
  ];
  return (
    <ol className="flow" aria-label={t("group.steps")}>
      {steps.map((step, at) => (
        <li key={step.id} className={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          <StepDisc number={at + 1} state={step.state} />
          <div>
            <b className={step.state === "now" ? undefined : "w5"}>{step.title}</b>
            <div className={`sm num ${step.tone ?? "m"}`}>{step.what}</div>
          </div>
        </li>
      ))}
    </ol>
  );
}
