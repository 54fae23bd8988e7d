import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type GuestId,
  type InviteAhead,
  type InviteMembers,
  type MemberEvent,
} from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useWrite } from "../../lib/write";
import { GuestChoice } from "./GuestChoice";
import { inviteAhead } from "./listQueries";

const sources = ["hand", "platinum", "gold", "silver", "base", "expiring", "keeping", "dormant"] as const;
type Source = (typeof sources)[number];

const dormantMonths = 12;

function inputOf(
  event: MemberEvent,
  source: Source,
  most: number,
  guest: GuestId | null,
): InviteMembers | null {
  if (source === "hand")
    return guest === null ? null : { event: event.id, from: { from: "guests", guests: [guest] } };
  if (!Number.isInteger(most) || most < 1) return null;
  if (source === "expiring" || source === "keeping" || source === "dormant")
    return {
      event: event.id,
      from: { from: "list", list: { kind: source, months: dormantMonths, on: null }, most },
    };
  return { event: event.id, from: { from: "tier", tier: source, most } };
}

/** Whom to ask: one by name, a tier, a list. Who would be left out is named before anybody is asked. */
export function InviteDialog({ event, onClose }: { event: MemberEvent; onClose: () => void }) {
  const { t } = useTranslation();
  const [source, setSource] = useState<Source>("hand");
  const [most, setMost] = useState(String(event.capacity * 2));
  const [guest, setGuest] = useState<GuestId | null>(null);
  const input = inputOf(event, source, Number(most), guest);
  const ahead = useQuery(inviteAhead(input));
  const invite = useWrite(commands.eventInvite, (value) =>
    t("event.invited", { asked: count(value.asked), left: count(value.left_out) }),
  );
  const save = async () => {
    if (input === null) return;
    const outcome = await invite.write(input);
    if (outcome.saved) onClose();
  };
  const asked = input === null ? 0 : (ahead.data?.asked ?? 0);
  return (
    <Dialog
      title={t("event.invite")}
      aside={event.number}
      onClose={onClose}
      confirm={{
        label: asked === 0 ? t("event.invite") : t("event.inviteSo", { count: asked }),
        run: () => void save(),
        busy: invite.state === "writing",
        lacks: asked === 0 ? t("event.lacksWhom") : undefined,
      }}
      width={640}
    >
      <div className="col" style={{ gap: 12 }}>
        <Pick
          label={t("event.from")}
          value={source}
          onChange={setSource}
          choices={sources.map((value) => ({ value, label: word("event.origin", value) }))}
        />
        {source === "hand" ? (
          <GuestChoice label={t("event.who")} value={guest} onChange={setGuest} focused />
        ) : (
          <Field label={t("event.most")}>
            {(id) => <TextInput id={id} value={most} onChange={setMost} maxLength={4} />}
          </Field>
        )}
        {input !== null && ahead.data !== undefined && ahead.data !== null && <Ahead ahead={ahead.data} />}
        {ahead.isError && <Refusal fault={faultOf(ahead.error)} />}
        {invite.fault !== null && <Refusal fault={invite.fault} />}
      </div>
    </Dialog>
  );
}

/** Who would be asked and, by name, who not and why. */
function Ahead({ ahead }: { ahead: InviteAhead }) {
  const { t } = useTranslation();
  const more = ahead.left_out - ahead.named.length;
  return (
    <div className="col" style={{ gap: 6 }} role="status">
      <div>
        <b>{t("event.wouldAsk", { count: ahead.asked })}</b>
        {ahead.already > 0 && <span className="i2"> {t("event.already", { count: ahead.already })}</span>}
      </div>
      {ahead.left_out > 0 && (
        <div className="left-out">
          <div className="am">{t("event.leftOut", { count: ahead.left_out })}</div>
          <ul>
            {ahead.named.map((one) => (
              <li key={one.guest}>
                {one.name} <span className="sm i2">{word("left_out", one.why)}</span>
              </li>
            ))}
          </ul>
          {more > 0 && <div className="sm i2">{t("event.leftOutMore", { count: more })}</div>}
        </div>
      )}
    </div>
  );
}
