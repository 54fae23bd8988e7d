import { useQuery } from "@tanstack/react-query";
import { Combine } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../api/call";
import {
  commands,
  type Guest,
  type GuestField,
  type GuestId,
  type MergeAhead,
  type MergeSide,
  type MovedCounts,
} from "../../api/bindings";
import { Action } from "../../components/Action";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal, Waiting } from "../../components/States";
import { useMay } from "../../lib/desk";
import { count, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import type { KeyUse } from "../../lib/keys";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import type { Other } from "./others";
import { mergeAhead } from "./queries";

type Props = {
  /** The record that it is asked from. */
  guest: Pick<Guest, "id" | "name">;
  /** Others who may be the same person, best first. */
  others: readonly Other[];
  onClose: () => void;
  /** Where to go: the record that stays. */
  onDone: (keep: GuestId) => void;
};

/** 合并: which other record, side by side, field by field; what moves is said before anybody confirms. */
export function MergeDialog({ guest, others, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const [picked, setPicked] = useState<GuestId | null>(null);
  const [take, setTake] = useState<readonly GuestField[]>([]);
  const { form, shut } = useDraft(`merge/${guest.id}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const chosen = others.find((one) => one.id === picked) ?? others[0];
  const ahead = useQuery(mergeAhead(guest.id, chosen?.id ?? null));
  const merge = useWrite(commands.guestMerge, () => t("merge.done", { name: guest.name }), "undoable");
  const save = async (other: GuestId) => {
    const input = { keep: guest.id, other, take: [...take], reason: reason.trim() };
    const outcome = await merge.write(input);
    if (outcome.saved) onDone(outcome.value.keep);
  };
  const lacks = reason.trim() === "" ? t("merge.lacksReason") : undefined;
  const confirm = {
    label: t("merge.doIt"),
    run: () => (chosen === undefined ? undefined : void save(chosen.id)),
    cap: "Ctrl Enter" as const,
    busy: merge.state === "writing",
    lacks: ahead.data === undefined ? t("merge.lacksOther") : lacks,
  };
  const apart = useNotThese(guest.id, chosen);
  return (
    <Dialog
      title={
        <>
          <Combine size={16} aria-hidden /> {t("merge.title")}
        </>
      }
      onClose={shut}
      confirm={confirm}
      keys={apart.keys}
      other={apart.button}
      width={860}
    >
      <div className="col" style={{ gap: 12 }}>
        <Pick
          label={t("merge.with")}
          value={chosen?.id ?? null}
          onChange={(id) => {
            setPicked(id);
            setTake([]);
          }}
          choices={others.map((one) => ({ value: one.id, label: one.told }))}
          focused={others.length > 1}
        />
        {(chosen?.why ?? "") !== "" && <div className="sm i2">{chosen?.why}</div>}
        {ahead.isLoading && <Waiting rows={6} />}
        {ahead.isError && <Refusal fault={faultOf(ahead.error)} />}
        {ahead.data !== undefined && <Compared ahead={ahead.data} take={take} onTake={setTake} />}
        <Field label={t("merge.reason")}>
          {(id) => (
            <TextInput
              id={id}
              value={reason}
              onChange={setReason}
              focused={others.length === 1}
              maxLength={200}
            />
          )}
        </Field>
        {merge.fault !== null && <Refusal fault={merge.fault} />}
      </div>
    </Dialog>
  );
}

/** Whoever was suspected by comparing can be said to be somebody else; the pair is not brought up again. */
function useNotThese(guest: GuestId, other: Other | undefined) {
  const { t } = useTranslation();
  const may = useMay();
  const dismiss = useWrite(commands.duplicateDismiss, () => t("merge.dismissed"));
  if (other === undefined || other.why === "" || !may("dismiss_duplicate")) return { keys: [], button: null };
  const run = () => void dismiss.write({ a: guest, b: other.id });
  const keys: KeyUse[] = [{ cap: "Alt N", label: t("merge.notSame"), run }];
  return {
    keys,
    button: (
      <Action cap="Alt N" onClick={run} busy={dismiss.state === "writing"}>
        {t("merge.notSame")}
      </Action>
    ),
  };
}

type ComparedProps = {
  ahead: MergeAhead;
  take: readonly GuestField[];
  onTake: (take: readonly GuestField[]) => void;
};

function Compared({ ahead, take, onTake }: ComparedProps) {
  const choose = (field: GuestField, theirs: boolean) =>
    onTake([...take.filter((one) => one !== field), ...(theirs ? [field] : [])]);
  return (
    <>
      <Sides ahead={ahead} take={take} onChoose={choose} />
      <Moves ahead={ahead} />
    </>
  );
}

type SidesProps = {
  ahead: MergeAhead;
  take: readonly GuestField[];
  onChoose: (field: GuestField, theirs: boolean) => void;
};

/** The two records; where both have a value and they differ, one is chosen. */
function Sides({ ahead, take, onChoose }: SidesProps) {
  const { t } = useTranslation();
  const { keep, other } = ahead;
  return (
    <table className="dt sides" aria-label={t("merge.sides")}>
      <colgroup>
        <col style={{ width: 116 }} />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t("merge.field")}</th>
          <th scope="col">{t("merge.thisOne")}</th>
          <th scope="col">{t("merge.otherOne")}</th>
        </tr>
      </thead>
      <tbody>
        {ahead.differ.map((field) => (
          <Choice
            key={field}
            field={field}
            own={fieldText(keep.guest, field)}
            theirs={fieldText(other.guest, field)}
            takes={take.includes(field)}
            onChoose={onChoose}
          />
        ))}
        <tr>
          <td className="i2">{t("contact.title")}</td>
          <td className="num">{keep.contacts.join("　")}</td>
          <td className="num">{other.contacts.join("　")}</td>
        </tr>
        <tr>
          <td className="i2">{t("guest.stayed")}</td>
          <td className="num">{useStayed(keep)}</td>
          <td className="num">{useStayed(other)}</td>
        </tr>
        {(keep.member_no ?? other.member_no) !== null && (
          <tr>
            <td className="i2">{t("merge.memberNo")}</td>
            <td className="tn">{keep.member_no}</td>
            <td className="tn">{other.member_no}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

type ChoiceProps = {
  field: GuestField;
  own: string;
  theirs: string;
  takes: boolean;
  onChoose: SidesProps["onChoose"];
};

/** One field; where this record has nothing the other's value fills it, and there is nothing to choose. */
function Choice({ field, own, theirs, takes, onChoose }: ChoiceProps) {
  const what = word("field", field);
  const open = own !== "" && theirs !== "";
  const fills = own === "" && theirs !== "";
  const cell = (text: string, mine: boolean) => {
    const chosen = open ? takes !== mine : mine ? !fills : fills;
    return (
      <td className={chosen ? undefined : "m"}>
        {open ? (
          <label className="row">
            <input
              type="radio"
              name={`merge-${field}`}
              checked={chosen}
              onChange={() => onChoose(field, !mine)}
              aria-label={`${what} ${text}`}
            />
            <span className="el">{text}</span>
          </label>
        ) : (
          text
        )}
      </td>
    );
  };
  return (
    <tr>
      <td className="i2">{what}</td>
      {cell(own, true)}
      {cell(theirs, false)}
    </tr>
  );
}

function useStayed({ summary }: MergeSide): string {
  const { t } = useTranslation();
  if (summary.stays === 0) return t("where.never");
  return t("merge.stayed", {
    stays: count(summary.stays),
    nights: count(summary.nights),
    sum: money(summary.spend_minor),
  });
}

function Moves({ ahead }: { ahead: MergeAhead }) {
  const { t } = useTranslation();
  const swapped = ahead.stays !== ahead.keep.guest.id;
  return (
    <div>
      <div>
        <b>{t("merge.moves")}</b> {useMoved(ahead.moved)}
      </div>
      <div className="sm i2">{swapped ? t("merge.memberStays") : t("merge.bothFind")}</div>
    </div>
  );
}

/** What moves, in words; 没有 where nothing does. */
export function useMoved(moved: MovedCounts): string {
  const { t } = useTranslation();
  const parts = [
    moved.stays > 0 && t("merge.stays", { count: count(moved.stays) }),
    moved.tickets > 0 && t("merge.tickets", { count: count(moved.tickets) }),
    moved.vouchers > 0 && t("merge.vouchers", { count: count(moved.vouchers) }),
    moved.notes > 0 && t("merge.notes", { count: count(moved.notes) }),
    moved.points > 0 && t("merge.points", { count: count(moved.points) }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? t("merge.nothing") : parts.join(t("list.comma"));
}

/** A field of a guest's data in words, empty where there is none. */
export function fieldText(guest: Guest, field: GuestField): string {
  switch (field) {
    case "title":
      return guest.title === "none" ? "" : word("honorific", guest.title);
    case "birth_date":
      return guest.birth_date ?? "";
    case "document":
      return guest.document_kind === ""
        ? ""
        : `${word("document", guest.document_kind)} •••• ${guest.document_last4}`;
    case "name":
    case "latin_name":
    case "country":
    case "language":
    case "company":
    case "vip":
    case "note":
      return guest[field];
  }
}
