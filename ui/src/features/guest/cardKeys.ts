import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { TFunction } from "i18next";
import type { Card, Op } from "../../api/bindings";
import { useMay } from "../../lib/desk";
import { type KeyUse, useKeys } from "../../lib/keys";
import { type Asking, type Plain, standing } from "./CardDialogs";

/** What the card's keys do: its own, those of other features, the way back. */
export function useCardKeys(
  card: Card,
  parts: readonly KeyUse[],
  promised: boolean,
  others: number,
  onAsk: (asking: Asking) => void,
): void {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const ask = (what: Plain) => () => onAsk({ what });
  const contact = card.contacts.find((one) => one.preferred) ?? card.contacts[0];
  const keys: KeyUse[] = [];
  if (may("add_preference")) keys.push({ cap: "F2", label: t("key.wish"), place: "verb", run: ask("wish") });
  if (promised && may("settle_promise"))
    keys.push({ cap: "F8", label: t("promise.keep"), place: "verb", run: ask("keep") });
  if (may("add_promise"))
    keys.push({ cap: "Alt C", label: t("promise.makeShort"), place: "verb", run: ask("promise") });
  if (may("edit_guest"))
    keys.push({ cap: "Alt G", label: t("guest.edit"), place: "sheet", run: ask("edit") });
  if (contact !== undefined && may("reveal_contact")) {
    const run = () => onAsk({ what: "reveal", contact: contact.id });
    keys.push({ cap: "Alt X", label: t("contact.reveal"), place: "move", run });
  }
  if (may("add_contact"))
    keys.push({ cap: "Alt J", label: t("contact.add"), place: "sheet", run: ask("addContact") });
  if (contact !== undefined && may("remove_contact"))
    keys.push({ cap: "Alt Q", label: t("contact.remove"), place: "sheet", run: ask("removeContact") });
  keys.push(...recordKeys(card, t, may, ask));
  if (others > 0 && may("merge_guests"))
    keys.push({ cap: "Alt B", label: t("merge.title"), place: "sheet", run: ask("merge") });
  if (standing(card).length > 0 && may("unmerge_guests"))
    keys.push({ cap: "Alt F", label: t("merge.takeApart"), place: "sheet", run: ask("unmerge") });
  keys.push(...parts);
  if (may("read_history"))
    keys.push({ cap: "Alt S", label: t("history.title"), place: "sheet", run: ask("history") });
  useKeys([
    ...keys,
    { cap: "Esc", label: t("key.today"), place: "move", run: () => void navigate({ to: "/" }) },
  ]);
}

/** The keys of what is kept beside wishes and promises. */
function recordKeys(
  card: Card,
  t: TFunction,
  may: (op: Op) => boolean,
  ask: (what: Plain) => () => void,
): KeyUse[] {
  const keys: KeyUse[] = [];
  if (may("add_alert")) keys.push({ cap: "Alt T", label: t("alert.add"), place: "sheet", run: ask("alert") });
  if (card.alerts.some((line) => !line.withheld) && may("lift_alert"))
    keys.push({ cap: "Alt D", label: t("alert.lift"), place: "sheet", run: ask("lift") });
  if (may("add_dealing"))
    keys.push({ cap: "Alt W", label: t("dealing.add"), place: "sheet", run: ask("dealing") });
  if (may("add_companion"))
    keys.push({ cap: "Alt Y", label: t("companion.add"), place: "sheet", run: ask("companion") });
  if (may("add_task")) keys.push({ cap: "Alt P", label: t("plan.add"), place: "verb", run: ask("plan") });
  keys.push({ cap: "Alt N", label: t("origin.title"), place: "sheet", run: ask("origins") });
  keys.push({ cap: "Ctrl P", label: t("file.print"), place: "sheet", run: ask("print") });
  return keys;
}
