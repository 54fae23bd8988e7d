import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../components/Dialog";
import { Pick } from "../../components/Pick";
import { useDesk, useLanguage } from "../../lib/desk";
import { monthFrom, monthInWords } from "../../lib/format";

/** How many months back a package can be asked for. */
const months = 24;

type Props = { period: string; onPick: (period: string) => void; onClose: () => void };

/** Another month: the finished ones first, this month last since it is not over. */
export function PeriodDialog({ period, onPick, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const language = useLanguage();
  const [chosen, setChosen] = useState(period);
  const choices = Array.from({ length: months + 1 }, (_, back) => monthFrom(desk.today, -back)).map(
    (value, back) => ({
      value,
      label:
        back === 0
          ? t("group.thisMonth", { month: monthInWords(value, language) })
          : monthInWords(value, language),
    }),
  );
  return (
    <Dialog
      title={t("group.change")}
      onClose={onClose}
      width={400}
      confirm={{
        label: t("group.again"),
        // Enter opens the list of months.
        cap: "Ctrl Enter",
        run: () => {
          onPick(chosen);
          onClose();
        },
      }}
    >
      <Pick label={t("group.month")} value={chosen} onChange={setChosen} choices={choices} focused />
    </Dialog>
  );
}
