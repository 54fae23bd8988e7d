import { isTextKey, word } from "../../lib/i18n";

/** How a stay is paid: the desk's choice in words, or what the source wrote as it stands. */
export const paidBy = (payment: string): string =>
  payment !== "" && isTextKey(`pay.${payment}`) ? word("pay", payment) : payment;
