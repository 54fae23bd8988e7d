import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { commands } from "../../api/bindings";
import { call, faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Heading } from "../../components/Blocks";
import { Refusal } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";

/** Whether this computer opens the file by itself: what that means, and the way to turn it on and off. A practice hotel needs none. */
export function KeyStore() {
  const may = useMay();
  const { practice } = useDesk();
  return may("set_key_store") && !practice ? <Standing /> : null;
}

function Standing() {
  const { t } = useTranslation();
  const state = useQuery({
    queryKey: ["key-store"],
    queryFn: () => call(commands.keyStoreState()),
    meta: { reads: ["hotel"] },
  });
  const on = useWrite(
    (key: string) => commands.keyStoreOn(key),
    () => t("keyStore.saidOn"),
  );
  const off = useWrite(
    (key: string) => commands.keyStoreOff(key),
    ({ forgotten }) => t(forgotten ? "keyStore.saidOff" : "keyStore.left"),
  );
  const fault = on.fault ?? off.fault;
  const turns = state.data?.on === true ? off : state.data?.untouched === false ? on : null;
  const word = turns === off ? t("keyStore.turnOff") : t("keyStore.turnOn");
  const turn = () => {
    on.clear();
    off.clear();
    void turns?.write(null);
  };
  useKeys(
    turns === null
      ? []
      : [{ cap: "Alt Y", label: `${t("keyStore.title")}: ${word}`, place: "verb", run: turn }],
  );
  return (
    <div className="col" style={{ gap: 8, maxWidth: 420 }}>
      <Heading>{t("keyStore.title")}</Heading>
      {state.isError && <Refusal fault={faultOf(state.error)} />}
      {state.data !== undefined && <b>{t(state.data.on ? "keyStore.isOn" : "keyStore.isOff")}</b>}
      <div className="sm i2">{t("keyStore.what")}</div>
      {state.data?.untouched === true && <div className="sm am">{t("keyStore.untouched")}</div>}
      {turns !== null && (
        <div>
          <Action size="s" cap="Alt Y" icon={KeyRound} busy={turns.state === "writing"} onClick={turn}>
            {word}
          </Action>
        </div>
      )}
      {fault !== null && <Refusal fault={fault} />}
    </div>
  );
}
