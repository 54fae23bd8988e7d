import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type EraseByPin,
  type ErasureDone,
  type ErasureForeseen,
  type Ground,
  type MentionPlace,
  type GuestId,
  type RightsRequestId,
} from "../../api/bindings";
import { Heading } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Tick } from "../../components/Field";
import { VerdictMark } from "../../components/Marks";
import { Pick } from "../../components/Pick";
import { PinInput } from "../../components/PinInput";
import { Refusal, Unanswered } from "../../components/States";
import { count } from "../../lib/format";
import { pinDigits } from "../../lib/digits";
import { useWrite } from "../../lib/write";
import { foreseen } from "./queries";

const grounds: readonly Ground[] = ["asked", "withdrawn", "unlawful"];

type Props = {
  guest: GuestId;
  request: RightsRequestId | null;
  onClose: () => void;
  onDone: (done: ErasureDone) => void;
};

/** 删除: what goes, what stays and what stands in the way, told before; one's own PIN again; then one button. */
export function EraseDialog({ guest, request, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const answer = useQuery(foreseen(guest));
  const [ground, setGround] = useState<Ground>("asked");
  const [strike, setStrike] = useState<readonly MentionPlace[]>([]);
  const [pin, setPin] = useState("");
  const erasing = useWrite(
    (key: string, input: EraseByPin) => commands.erasureCarryOut(key, input),
    () => t("erasure.done"),
  );
  const told = answer.data;
  const lacks = useLacks(told?.blocks.length ?? 0, pin);
  const run = async () => {
    if (told === undefined) return;
    const erase = { guest: told.guest, ground, request, strike: [...strike], seen: told.seen };
    const done = await erasing.write({ erase, pin });
    if (done.saved) onDone(done.value);
  };
  return (
    <Dialog
      title={t("erasure.title", { name: told?.name ?? "" })}
      onClose={onClose}
      width={640}
      confirm={{
        label: t("erasure.now"),
        red: true,
        run: () => void run(),
        busy: erasing.state === "writing",
        lacks: told === undefined ? t("erasure.looking") : lacks,
      }}
    >
      {told === undefined ? (
        <Unanswered answer={answer} rows={6} />
      ) : (
        <div className="col" style={{ gap: 12 }}>
          <Told told={told} strike={strike} onStrike={setStrike} />
          <Pick
            label={t("erasure.groundLabel")}
            value={ground}
            onChange={setGround}
            choices={grounds.map((value) => ({ value, label: t(`erasure.ground.${value}`) }))}
          />
          <p className="sm rd w6">{t("erasure.final")}</p>
          <PinInput id="erase-pin" label={t("erasure.pin")} value={pin} onChange={setPin} />
          {erasing.fault !== null && <Refusal fault={erasing.fault} />}
        </div>
      )}
    </Dialog>
  );
}

type ToldProps = {
  told: ErasureForeseen;
  strike: readonly MentionPlace[];
  onStrike: (places: readonly MentionPlace[]) => void;
};

/** What stands in the way, what goes, what stays, and where else the same words stand. */
function Told({ told, strike, onStrike }: ToldProps) {
  const { t } = useTranslation();
  return (
    <>
      {told.blocks.map((block) => (
        <p key={block.what}>
          <VerdictMark verdict="block" /> {t(`erasure.block.${block.what}`)} {count(block.count)}
        </p>
      ))}
      <div className="row" style={{ gap: 24, alignItems: "flex-start" }}>
        <section style={{ flex: 1 }}>
          <Heading>{t("erasure.goesTitle")}</Heading>
          <Counts
            rows={told.counts.goes.map((one) => ({
              what: t(`erasure.goes.${one.what}`),
              count: one.count,
            }))}
          />
        </section>
        <section style={{ flex: 1 }}>
          <Heading>{t("erasure.staysTitle")}</Heading>
          <Counts
            rows={told.counts.stays.map((one) => ({
              what: t(`erasure.stays.${one.what}`),
              count: one.count,
            }))}
          />
          <p className="sm m">{t("erasure.pointsLapse", { points: count(told.counts.points) })}</p>
          {told.packages > 0 && <p className="sm">{t("erasure.packages", { count: told.packages })}</p>}
        </section>
      </div>
      <Elsewhere told={told} strike={strike} onStrike={onStrike} />
    </>
  );
}

function Elsewhere({ told, strike, onStrike }: ToldProps) {
  const { t } = useTranslation();
  return (
    <>
      {told.mentions.length > 0 && (
        <section>
          <Heading>{t("erasure.mentionsTitle")}</Heading>
          <p className="sm i2">{t("erasure.mentionsWhat")}</p>
          {told.mentions.map((one) => (
            <Tick
              key={one.place}
              label={`${t(`erasure.place.${one.place}`)} ${count(one.count)}`}
              checked={strike.includes(one.place)}
              onChange={(on) => onStrike(on ? [...strike, one.place] : strike.filter((p) => p !== one.place))}
            />
          ))}
        </section>
      )}
    </>
  );
}

function useLacks(blocks: number, pin: string): string | undefined {
  const { t } = useTranslation();
  if (blocks > 0) return t("erasure.lacksBlocks", { count: blocks });
  return pin.length === pinDigits ? undefined : t("erasure.lacksPin");
}

function Counts({ rows }: { rows: readonly { what: string; count: number }[] }) {
  return (
    <table className="sm" style={{ width: "100%" }}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.what}>
            <td>{row.what}</td>
            <td className="r num">{count(row.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
