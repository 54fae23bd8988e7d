import { LockKeyhole } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Action } from "../../components/Action";
import { useDesk } from "../../lib/desk";
import { useKeys } from "../../lib/keys";
import { PinDialog } from "./PinDialog";

/** One's own PIN, changed by oneself. */
export function OwnPin() {
  const { t } = useTranslation();
  const { user } = useDesk();
  const [open, setOpen] = useState(false);
  useKeys([{ cap: "Alt P", label: t("pin.own"), place: "verb", run: () => setOpen(true) }]);
  return (
    <div>
      <Action size="s" cap="Alt P" icon={LockKeyhole} onClick={() => setOpen(true)}>
        {t("pin.own")}
      </Action>
      {open && <PinDialog user={user} onClose={() => setOpen(false)} />}
    </div>
  );
}
