import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../components/Dialog";
import { Tick } from "../../components/Field";

/** Ctrl P: the report goes to paper without guests' names unless somebody asks for them. */
export function PrintDialog({
  onClose,
  onPrint,
}: {
  onClose: () => void;
  onPrint: (names: boolean) => void;
}) {
  const { t } = useTranslation();
  const [names, setNames] = useState(false);
  return (
    <Dialog
      title={t("morning.print")}
      onClose={onClose}
      confirm={{ label: t("morning.printIt"), run: () => onPrint(names) }}
    >
      <Tick label={t("morning.withNames")} checked={names} onChange={setNames} />
    </Dialog>
  );
}
