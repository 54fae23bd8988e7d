import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type User } from "../../api/bindings";
import { CodeInput } from "../../components/CodeInput";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { useWrite } from "../../lib/write";

type Props = { user: Pick<User, "id" | "name">; onClose: () => void };

/** A new PIN, typed twice by whose it is: one's own, or that of a colleague who stands at this desk. Nobody else learns it. */
export function PinDialog({ user, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [first, setFirst] = useState<string | null>(null);
  const [pin, setPin] = useState("");
  const [differs, setDiffers] = useState(false);
  const set = useWrite(commands.staffPin, () => t("pin.saved", { name: user.name }));
  const enter = async (full: string) => {
    setPin("");
    setDiffers(false);
    set.clear();
    if (first === null) return setFirst(full);
    setFirst(null);
    if (first !== full) return setDiffers(true);
    if ((await set.write({ user: user.id, pin: full })).saved) onClose();
  };
  const own = user.id === desk.user.id;
  const label =
    first !== null
      ? t("signin.repeatPin")
      : t(own ? "pin.chooseOwn" : "pin.chooseTheirs", { name: user.name });
  return (
    <Dialog title={t("pin.title")} aside={user.name} onClose={onClose}>
      <div className="col" style={{ gap: 12 }}>
        <div>{label}</div>
        <CodeInput
          key={first === null ? "first" : "again"}
          kind="pin"
          label={label}
          value={pin}
          onChange={setPin}
          onFull={(full) => void enter(full)}
          bad={differs}
          barred={set.state === "writing"}
        />
        {differs && (
          <span className="rd" role="alert">
            {t("signin.pinDiffers")}
          </span>
        )}
        {set.fault !== null && <Refusal fault={set.fault} />}
        <div className="sm i2">{t("signin.firstPinWhy")}</div>
      </div>
    </Dialog>
  );
}
