import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../api/bindings";
import type { KeyUse } from "../../lib/keys";

/** The keys that lead away from a ticket of any kind: to the guest's card, and back to the inbox. */
export function useWays(ticket: Ticket): readonly KeyUse[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { guest } = ticket.facts;
  const card: KeyUse[] =
    guest === null
      ? []
      : [
          {
            cap: "Alt K",
            label: t("key.card"),
            place: "sheet",
            run: () => void navigate({ to: "/guest/$id", params: { id: guest } }),
          },
        ];
  const back = () => void navigate({ to: "/tickets" });
  return [...card, { cap: "Esc", label: t("ticket.toInbox"), place: "move", run: back }];
}
