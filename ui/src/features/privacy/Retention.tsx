import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Block,
  commands,
  type RetentionForeseen,
  type RetentionVersion,
  type RunByPin,
  type SignByPin,
} from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Refusal } from "../../components/States";
import { useDesk } from "../../lib/desk";
import { dateOf } from "../../lib/format";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { Line, Part } from "./Lines";
import { due } from "./queries";

/** Digits of a PIN. */
const pinDigits = 6;

/** 保存期限: the rules as they were signed, whose time is over, and the run, by hand. */
export function Retention({ version }: { version: RetentionVersion | null }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [open, setOpen] = useState<"sign" | "run" | null>(null);
  const foreseen = useQuery({ ...due(), enabled: version !== null });
  const heldBy = (by: readonly Block[]) =>
    by.map((one) => t(`erasure.block.${one}`)).join(t("list.enumeration"));
  return (
    <Part title={t("retention.title")}>
      <Line
        what={version === null ? t("retention.none") : t("retention.version", { version: version.version })}
        said={
          version === null
            ? t("retention.noneWhat")
            : t("retention.rules", {
                guests: version.rules.guest_months,
                members: version.rules.member_months,
                by: version.by,
                day: dateOf(version.at_ms, desk.time_zone),
              })
        }
        end={
          desk.user.role === "general_manager" && (
            <Action size="s" onClick={() => setOpen("sign")}>
              {t("retention.sign")}
            </Action>
          )
        }
      />
      {foreseen.data !== undefined && (
        <>
          <Line
            what={t("retention.due")}
            said={t("retention.counts", { goes: foreseen.data.goes, held: foreseen.data.held })}
            end={
              <Action
                size="s"
                kind="red"
                lacks={foreseen.data.goes === 0 ? t("retention.nobody") : undefined}
                onClick={() => setOpen("run")}
              >
                {t("retention.run")}
              </Action>
            }
          />
          {foreseen.data.due.map((one) => (
            <Line
              key={one.guest}
              what={one.name}
              said={[
                t("retention.last", { day: one.last_on }),
                ...(one.held_by.length === 0 ? [] : [t("retention.held", { by: heldBy(one.held_by) })]),
              ].join(t("list.semicolon"))}
            />
          ))}
        </>
      )}
      {open === "sign" && <SignDialog version={version} onClose={() => setOpen(null)} />}
      {open === "run" && foreseen.data !== undefined && (
        <RunDialog foreseen={foreseen.data} onClose={() => setOpen(null)} />
      )}
    </Part>
  );
}

function SignDialog({ version, onClose }: { version: RetentionVersion | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [guests, setGuests] = useState(String(version?.rules.guest_months ?? 36));
  const [members, setMembers] = useState(String(version?.rules.member_months ?? 60));
  const { form, shut } = useDraft("retention/sign", onClose);
  const [why, setWhy] = useKeptText("why", "", form);
  const [pin, setPin] = useState("");
  const signing = useWrite(
    (key: string, input: SignByPin) => commands.retentionSign(key, input),
    (made) => t("retention.signed", { version: made }),
  );
  const whole = /^\d+$/.test(guests) && /^\d+$/.test(members);
  const lacks = !whole
    ? t("retention.lacksMonths")
    : why.trim() === ""
      ? t("hold.lacksReason")
      : pin.length === pinDigits
        ? undefined
        : t("erasure.lacksPin");
  const save = async () => {
    const rules = { guest_months: Number(guests), member_months: Number(members) };
    const sign = { rules, why, seen: version?.version ?? 0 };
    if ((await signing.write({ sign, pin })).saved) shut();
  };
  return (
    <Dialog
      title={t("retention.sign")}
      onClose={shut}
      confirm={{
        label: t("retention.sign"),
        run: () => void save(),
        busy: signing.state === "writing",
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("retention.guests")}>
          {(id) => <TextInput id={id} value={guests} onChange={setGuests} focused />}
        </Field>
        <Field label={t("retention.members")}>
          {(id) => <TextInput id={id} value={members} onChange={setMembers} />}
        </Field>
        <Field label={t("hold.reason")}>
          {(id) => <TextInput id={id} value={why} onChange={setWhy} maxLength={500} />}
        </Field>
        <Field label={t("erasure.pin")}>
          {(id) => <TextInput id={id} value={pin} onChange={setPin} secret maxLength={pinDigits} />}
        </Field>
        {signing.fault !== null && <Refusal fault={signing.fault} />}
      </div>
    </Dialog>
  );
}

function RunDialog({ foreseen, onClose }: { foreseen: RetentionForeseen; onClose: () => void }) {
  const { t } = useTranslation();
  const [pin, setPin] = useState("");
  const running = useWrite(
    (key: string, input: RunByPin) => commands.retentionRun(key, input),
    (done) => t("retention.ran", { count: done.run.erased.length }),
  );
  const run = async () => {
    const wanted = { on: foreseen.on, version: foreseen.version.version, goes: foreseen.goes };
    if ((await running.write({ run: wanted, pin })).saved) onClose();
  };
  return (
    <Dialog
      title={t("retention.run")}
      onClose={onClose}
      confirm={{
        label: t("retention.run"),
        red: true,
        run: () => void run(),
        busy: running.state === "writing",
        lacks: pin.length === pinDigits ? undefined : t("erasure.lacksPin"),
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <p>{t("retention.runWhat", { count: foreseen.goes, day: foreseen.on })}</p>
        <Field label={t("erasure.pin")}>
          {(id) => <TextInput id={id} value={pin} onChange={setPin} secret maxLength={pinDigits} />}
        </Field>
        {running.fault !== null && <Refusal fault={running.fault} />}
      </div>
    </Dialog>
  );
}
