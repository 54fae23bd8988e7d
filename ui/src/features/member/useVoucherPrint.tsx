import { type ReactNode, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Fault, type VoucherId } from "../../api/bindings";
import { useWrite } from "../../lib/write";
import { VoucherSheet } from "./VoucherSheet";

/** Brings vouchers to paper: a new one at once, one that was printed before with a line in history. */
export function useVoucherPrint(): {
  first: (voucher: VoucherId) => void;
  again: (voucher: VoucherId) => void;
  fault: Fault | null;
  sheets: ReactNode;
} {
  const { t } = useTranslation();
  const [shown, setShown] = useState<{ id: VoucherId; nth: number } | null>(null);
  const write = useWrite(commands.voucherPrint, () => t("voucher.printedAgain"));
  const first = (id: VoucherId) => setShown((before) => ({ id, nth: (before?.nth ?? 0) + 1 }));
  const again = async (id: VoucherId) => {
    const outcome = await write.write(id);
    if (outcome.saved) first(outcome.value);
  };
  // The code leaves the page once it is on paper.
  const put = useCallback(() => setShown(null), []);
  return {
    first,
    again: (id) => void again(id),
    fault: write.fault,
    sheets: shown !== null && <VoucherSheet key={shown.nth} voucher={shown.id} onPrinted={put} />,
  };
}
