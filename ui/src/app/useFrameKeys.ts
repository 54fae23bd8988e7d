import { useNavigate } from "@tanstack/react-router";
import { use } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../lib/desk";
import { type KeyUse, useKeys } from "../lib/keys";
import { LeaveContext } from "./leave";
import { type Place, places } from "./places";

type Verbs = {
  /** Back to the box, with every command. */
  commands: () => void;
  /** Answers `false` where there is nothing to take back. */
  undo: () => unknown;
  /** The keys of the page. */
  sheet: () => void;
  /** Another page is gone to: what the box still lists lies no longer over it. */
  onGo: () => void;
};

/** The keys that are the same on every page. */
export function useFrameKeys({ commands, undo, sheet, onGo }: Verbs): void {
  const { t } = useTranslation();
  const leave = use(LeaveContext);
  useKeys(
    [
      ...useWays(onGo),
      { cap: "Ctrl K", label: t("key.commands"), place: "sheet", run: commands },
      { cap: "Ctrl Z", label: t("undo"), place: "sheet", run: undo },
      { cap: "Ctrl L", label: t("key.switch"), place: "sheet", run: () => void leave("by_key") },
      { cap: "?", label: t("key.sheet"), place: "sheet", run: sheet },
    ],
    "frame",
  );
}

/** To the places that this person may see, and to what is done at any time. */
function useWays(onGo: () => void): KeyUse[] {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const go = (to: Place["to"] | "/guests" | "/vouchers" | "/tickets/new" | "/imports") => () => {
    onGo();
    void navigate({ to });
  };
  const keys = places
    .filter((place) => place.needs === null || may(place.needs))
    .map((place): KeyUse => ({
      cap: place.cap,
      label: t(`place.${place.id}`),
      place: "sheet",
      run: go(place.to),
    }));
  const today = go("/");
  keys.push({ cap: "F4", label: t("key.arrivals"), place: "sheet", run: today });
  if (may("read_plan")) {
    const run = go("/tasks");
    keys.push({ cap: "F7", label: t("key.tasks"), place: "sheet", run });
  }
  if (may("read_guest_list")) {
    const run = go("/guests");
    keys.push({ cap: "Ctrl G", label: t("guestList.title"), place: "sheet", run });
  }
  if (may("check_voucher")) {
    const run = go("/vouchers");
    keys.push({ cap: "Ctrl J", label: t("voucher.check"), place: "sheet", run });
  }
  if (may("open_ticket")) {
    const run = go("/tickets/new");
    keys.push({ cap: "F9", label: t("ticket.intake"), place: "verb", run });
  }
  if (may("preview_import")) {
    const run = go("/imports");
    keys.push({ cap: "F5", label: t("imports.title"), place: "sheet", run });
  }
  return keys;
}
