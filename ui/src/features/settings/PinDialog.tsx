import { useTranslation } from "react-i18next";
import { commands, type User } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/States";
import { TwiceDiffers, TwiceInput } from "../../components/TwiceInput";
import { useDesk } from "../../lib/desk";
import { useTwice } from "../../lib/twice";
import { useWrite } from "../../lib/write";

type Props = { user: Pick<User, "id" | "name">; onClose: () => void };

/** A new PIN, typed twice by whose it is: one's own, or that of a colleague who stands at this desk. Nobody else learns it. */
export function PinDialog({ user, onClose }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const set = useWrite(commands.staffPin, () => t("pin.saved", { name: user.name }));
  const keep = async (pin: string) => {
    if ((await set.write({ user: user.id, pin })).saved) onClose();
  };
  const twice = useTwice(keep, () => set.clear());
  const own = user.id === desk.user.id;
  const label = twice.again
    ? t("signin.repeatPin")
    : t(own ? "pin.chooseOwn" : "pin.chooseTheirs", { name: user.name });
  return (
    <Dialog title={t("pin.title")} aside={user.name} onClose={onClose}>
      <div className="col" style={{ gap: 12 }}>
        <div>{label}</div>
        <TwiceInput twice={twice} label={label} barred={set.state === "writing"} />
        {twice.differs && <TwiceDiffers />}
        {set.fault !== null && <Refusal fault={set.fault} />}
        <div className="sm i2">{t("signin.firstPinWhy")}</div>
      </div>
    </Dialog>
  );
}
