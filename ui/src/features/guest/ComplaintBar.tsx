import { useNavigate } from "@tanstack/react-router";
import { MessageSquareWarning } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Card, TicketLine } from "../../api/bindings";
import { Action } from "../../components/Action";
import { AmberBar } from "../../components/Banner";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { dateFrom, monthDay } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";

/** A complaint that ended longer ago than this is told by its tab alone, days. */
const tellsFor = 365;

/** Which complaint whoever greets the guest has to know: one that is open, else the last of the year. */
function tellingComplaint(card: Card, today: string): TicketLine | undefined {
  const open = card.tickets.find((line) => line.state !== "closed");
  if (open !== undefined) return open;
  const last = card.tickets.find((line) => line.business_date >= dateFrom(today, -tellsFor));
  // The bar of an unkept promise names the complaint that it came from.
  const told = card.promises.some(
    (line) => line.promise.state === "open" && line.ticket_number === last?.number,
  );
  return told ? undefined : last;
}

/** The bar itself, with the key that opens the complaint. */
function LastComplaint({ line }: { line: TicketLine }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const language = useLanguage();
  const show = () => void navigate({ to: "/ticket/$id", params: { id: line.id } });
  const reads = may("read_tickets");
  useKeys(reads ? [{ cap: "Alt K", label: t("guest.toComplaint"), place: "sheet", run: show }] : []);
  const day = `${line.business_date.slice(0, 4)} ${monthDay(line.business_date, language)}`;
  const facts = [line.number, word("ticket.state", line.state), day];
  return (
    <div className="pad" style={{ paddingBottom: 12 }}>
      <AmberBar
        icon={MessageSquareWarning}
        fact={line.state === "closed" ? t("guest.lastComplaint") : t("attention.open_ticket")}
        detail={facts.join(t("list.comma"))}
        action={
          reads && (
            <Action cap="Alt K" onClick={show}>
              {t("guest.toComplaint")}
            </Action>
          )
        }
      >
        {[line.room_no, word("problem", line.problem)].filter(Boolean).join(" ")}
        <span className="i2">　“{line.words}”</span>
      </AmberBar>
    </div>
  );
}

/** The amber bar of what went wrong last; nothing where there is nothing to tell. */
export function ComplaintBar({ card }: { card: Card }) {
  const desk = useDesk();
  const line = tellingComplaint(card, desk.today);
  return line === undefined ? null : <LastComplaint line={line} />;
}
