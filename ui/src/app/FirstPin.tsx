import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Start, type User } from "../api/bindings";
import { Keycap } from "../components/Keycap";
import { Refusal } from "../components/States";
import { TwiceDiffers, TwiceInput } from "../components/TwiceInput";
import { useAsked } from "../lib/asked";
import { useKeys } from "../lib/keys";
import { useTwice } from "../lib/twice";

type Props = {
  user: User;
  /** Somebody could set it with them: nobody takes a colleague's place by coming first. */
  withHouse: boolean;
  onLeave: () => void;
  onStart: (start: Start) => void;
};

/** Somebody new: the first of a house chooses a PIN alone, everybody after beside whoever runs it. */
export function FirstPin({ withHouse, ...props }: Props) {
  return withHouse ? <AskHouse user={props.user} onLeave={props.onLeave} /> : <Choose {...props} />;
}

function AskHouse({ user, onLeave }: Pick<Props, "user" | "onLeave">) {
  const { t } = useTranslation();
  useKeys([{ cap: "Esc", run: onLeave }]);
  return (
    <div className="pin">
      <div className="b" role="status">
        {t("signin.askHouse", { name: user.name })}
      </div>
      <div className="sm i2" style={{ margin: "4px 0 16px" }}>
        {t("signin.askHouseSo")}
      </div>
      <button type="button" className="btn swap" onClick={onLeave}>
        {t("signin.swap")} <Keycap cap="Esc" />
      </button>
    </div>
  );
}

/** A PIN is chosen, twice the same, and its owner signed in with it. */
function Choose({ user, onLeave, onStart }: Omit<Props, "withHouse">) {
  const { t } = useTranslation();
  const { run, fault, forget } = useAsked();
  const [key] = useState(() => crypto.randomUUID());
  useKeys([{ cap: "Esc", run: onLeave }]);
  const keep = async (pin: string) => {
    const start = await run(commands.firstPin(key, user.id, pin));
    if (start !== null) onStart(start);
  };
  const twice = useTwice(keep, forget);
  const label = twice.again ? t("signin.repeatPin") : t("signin.choosePin", { name: user.name });
  return (
    <div className="pin">
      <div style={{ marginBottom: 8 }}>{label}</div>
      <div className="row" style={{ alignItems: "flex-end", gap: 20 }}>
        <TwiceInput twice={twice} label={label} />
        <button type="button" className="btn swap" onClick={onLeave}>
          {t("signin.swap")} <Keycap cap="Esc" />
        </button>
      </div>
      <div style={{ marginTop: 12 }}>
        {twice.differs && <TwiceDiffers />}
        {fault !== null && <Refusal fault={fault} />}
        {!twice.differs && fault === null && <span className="sm i2">{t("signin.firstPinWhy")}</span>}
      </div>
    </div>
  );
}
