import { useQuery } from "@tanstack/react-query";
import { QRCode } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type PhoneSecret } from "../../api/bindings";
import { call, faultOf } from "../../api/call";
import { CodeInput } from "../../components/CodeInput";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal, Waiting } from "../../components/States";
import { useWrite } from "../../lib/write";

/** A new secret, shown once: the app reads it, gives a code back, and with one's PIN the phone is enrolled. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const offer = useQuery({
    queryKey: ["phone", "offer"],
    queryFn: () => call(commands.phoneOffer()),
    // A secret is for one showing: it is kept nowhere, and a second look makes another one.
    gcTime: 0,
    staleTime: Infinity,
    meta: { reads: [] },
  });
  if (offer.data !== undefined) return <Shown offer={offer.data} onClose={onClose} />;
  return (
    <Dialog title={t("phone.enrol")} onClose={onClose} width={600}>
      {offer.isError ? <Refusal fault={faultOf(offer.error)} /> : <Waiting />}
    </Dialog>
  );
}

function Shown({ offer, onClose }: { offer: PhoneSecret; onClose: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [pin, setPin] = useState("");
  const enrol = useWrite(commands.phoneEnrol, () => t("phone.enrolledSaved"));
  const { secret, uri } = offer;
  const save = async () => {
    const outcome = await enrol.write({ secret, code, pin });
    if (outcome.saved) onClose();
    else setCode("");
  };
  const lacks = code.length < 6 ? t("phone.lacksCode") : pin.length < 6 ? t("phone.lacksPin") : undefined;
  return (
    <Dialog
      title={t("phone.enrol")}
      onClose={onClose}
      width={600}
      confirm={{ label: t("phone.enrol"), run: () => void save(), lacks, busy: enrol.state === "writing" }}
    >
      <div className="enrol">
        <QRCode type="svg" value={uri} size={188} color="#000000" bgColor="#ffffff" errorLevel="M" />
        <div className="col" style={{ gap: 10, flex: 1 }}>
          <p className="sm i2">{t("phone.enrolHow")}</p>
          <div className="letters num" aria-label={t("phone.secret")}>
            {secret.match(/.{1,4}/g)?.join(" ")}
          </div>
          <div>
            <div className="lab">{t("phone.firstCode")}</div>
            <CodeInput
              kind="code"
              label={t("phone.firstCode")}
              value={code}
              onChange={setCode}
              onFull={() => {}}
              bad={enrol.fault !== null && code === ""}
            />
          </div>
          <Field label={t("phone.pin")}>
            {(id) => <TextInput id={id} value={pin} onChange={setPin} secret maxLength={6} />}
          </Field>
          {enrol.fault !== null && <Refusal fault={enrol.fault} />}
        </div>
      </div>
    </Dialog>
  );
}
