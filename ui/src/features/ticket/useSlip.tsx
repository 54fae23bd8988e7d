import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Fault, type SlipId, type Ticket } from "../../api/bindings";
import { useWrite } from "../../lib/write";
import { SlipPaper } from "./SlipPaper";

/** Prints the cashier's slip: a new one where something stands that is on none yet, else the last one again. */
export function useSlip(ticket: Ticket): {
  print: () => void;
  /** Whether there is anything to print. */
  any: boolean;
  busy: boolean;
  fault: Fault | null;
  sheets: ReactNode;
} {
  const { t } = useTranslation();
  const [shown, setShown] = useState<{ id: SlipId; nth: number } | null>(null);
  const write = useWrite(commands.slipWrite, () => t("slip.written"));
  const onSlips = new Set(ticket.slips.flatMap((slip) => slip.lines.map((line) => line.id)));
  const due = ticket.remedies.some(
    ({ facts }) =>
      (facts.state === "within_limit" || facts.state === "approved") &&
      facts.points === 0 &&
      facts.amount_minor > 0 &&
      !onSlips.has(facts.id),
  );
  const last = ticket.slips.at(-1);
  const show = (id: SlipId) => setShown({ id, nth: (shown?.nth ?? 0) + 1 });
  const print = async () => {
    if (!due) {
      if (last !== undefined) show(last.id);
      return;
    }
    const outcome = await write.write(ticket.facts.id);
    if (outcome.saved) show(outcome.value);
  };
  const slip = ticket.slips.find((one) => one.id === shown?.id);
  return {
    print: () => void print(),
    any: due || last !== undefined,
    busy: write.state === "writing",
    fault: write.fault,
    sheets: slip !== undefined && <SlipPaper key={shown?.nth} slip={slip} onReady={() => window.print()} />,
  };
}
