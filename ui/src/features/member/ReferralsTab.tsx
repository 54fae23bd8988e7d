import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type GuestId, type ReferralLine, type ReferralPage } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Segment } from "../../components/Segment";
import { Empty, Refusal, Waiting } from "../../components/States";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { type Cap, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { GuestChoice } from "./GuestChoice";
import type { MemberTabProps } from "./MemberTab";
import { memberReferrals } from "./listQueries";

type Line = ReferralLine & { side: "brought" | "brought_by" };

/** How many they brought. */
export function ReferralsCount({ account }: MemberTabProps) {
  return useQuery(memberReferrals(account.member.guest)).data?.brought.length ?? null;
}

/** 推荐: whom this member brought and who brought them, with the points that came of it. */
export function ReferralsTab({ account }: MemberTabProps) {
  const guest = account.member.guest;
  const answer = useQuery(memberReferrals(guest));
  if (answer.isError)
    return (
      <div className="pad">
        <Refusal fault={faultOf(answer.error)} />
      </div>
    );
  return answer.data === undefined ? <Waiting rows={3} /> : <Referrals guest={guest} page={answer.data} />;
}

type Asking = { what: "refer" } | { what: "strike"; line: Line } | null;

function Referrals({ guest, page }: { guest: GuestId; page: ReferralPage }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking>(null);
  const lines: readonly Line[] = [
    ...page.brought_by.map((line) => ({ ...line, side: "brought_by" as const })),
    ...page.brought.map((line) => ({ ...line, side: "brought" as const })),
  ];
  const open = (one: Line) =>
    void navigate({ to: one.member_no === "" ? "/guest/$id" : "/member/$id", params: { id: one.guest_id } });
  const { chosen, selected, select } = useRows({
    rows: lines,
    idOf: (one: Line) => one.id,
    onOpen: open,
    opens: t("referral.open"),
  });
  const columns = useColumns();
  return (
    <>
      {lines.length === 0 ? (
        <Empty title={t("referral.none")}>{t("referral.noneWhy", { points: count(page.points_each) })}</Empty>
      ) : (
        <DataTable
          label={t("referral.title")}
          columns={columns}
          rows={lines}
          rowId={(one) => one.id}
          selected={selected}
          onSelect={select}
          onOpen={open}
          group={(one) => t(`referral.side.${one.side}`)}
          muted={(one) => one.state === "ended"}
          height={30}
          fill
        />
      )}
      <Verbs chosen={chosen} each={page.points_each} onAsk={setAsking} />
      {asking?.what === "refer" && <ReferDialog guest={guest} onClose={() => setAsking(null)} />}
      {asking?.what === "strike" && <StrikeDialog line={asking.line} onClose={() => setAsking(null)} />}
    </>
  );
}

type VerbsProps = { chosen: Line | undefined; each: number; onAsk: (asking: Asking) => void };

/** What can be done about the selected referral, with its keys, for whoever may. */
function Verbs({ chosen, each, onAsk }: VerbsProps) {
  const { t } = useTranslation();
  const may = useMay()("refer_member");
  const credit = useWrite(commands.referralCredit, (value) =>
    value.pending === null
      ? t("referral.creditedNow", { points: count(value.points) })
      : t("referral.creditWaits", { points: count(value.pending.points), date: value.pending.due_on }),
  );
  const verbs: { cap: Cap; label: string; run: () => void }[] = [];
  if (may) verbs.push({ cap: "Alt J", label: t("referral.refer"), run: () => onAsk({ what: "refer" }) });
  if (may && chosen?.state === "due")
    verbs.push({ cap: "Alt R", label: t("referral.credit"), run: () => void credit.write(chosen.id) });
  if (may && chosen !== undefined && chosen.state !== "ended")
    verbs.push({
      cap: "Alt Q",
      label: t("referral.strike"),
      run: () => onAsk({ what: "strike", line: chosen }),
    });
  useKeys(verbs.map((verb) => ({ ...verb, place: "verb" as const })));
  return (
    <>
      {credit.fault !== null && (
        <div className="pad">
          <Refusal fault={credit.fault} />
        </div>
      )}
      <div className="foot">
        {verbs.map((verb) => (
          <Action key={verb.cap} size="s" cap={verb.cap} onClick={verb.run}>
            {verb.label}
          </Action>
        ))}
        <span className="sp sm m">{t("referral.each", { points: count(each) })}</span>
      </div>
    </>
  );
}

function useColumns(): readonly Column<Line>[] {
  const { t } = useTranslation();
  return [
    { id: "on", title: t("referral.on"), width: 124, className: "tn", cell: (one) => one.referred_on },
    { id: "state", title: t("event.stands"), width: 108, cell: (one) => word("referral.state", one.state) },
    {
      id: "name",
      title: t("col.guest"),
      width: 224,
      cell: (one) => (
        <>
          <b className="w5">{one.name}</b> <span className="tn m">{one.member_no}</span>
        </>
      ),
    },
    {
      id: "told",
      title: t("referral.told"),
      className: "i2",
      cell: (one) => (one.ended_because === "" ? one.told : `${one.told} · ${one.ended_because}`),
    },
    {
      id: "points",
      title: t("members.points"),
      width: 84,
      align: "right",
      cell: (one) => (one.points === 0 ? "" : `+${count(one.points)}`),
    },
    { id: "by", title: t("member.by"), width: 84, className: "i2", cell: (one) => one.by },
  ];
}

/** Who brought whom: this member somebody, or somebody this member. */
function ReferDialog({ guest, onClose }: { guest: GuestId; onClose: () => void }) {
  const { t } = useTranslation();
  const [side, setSide] = useState<Line["side"]>("brought");
  const [other, setOther] = useState<GuestId | null>(null);
  const { form, shut } = useDraft(`refer/${guest}`, onClose);
  const [told, setTold] = useKeptText("told", "", form);
  const refer = useWrite(commands.memberRefer, (value) =>
    value.due_on !== null
      ? t("referral.savedWaits", { points: count(value.points), date: value.due_on })
      : value.points > 0
        ? t("referral.savedPoints", { points: count(value.points) })
        : t("referral.saved"),
  );
  const save = async () => {
    if (other === null) return;
    const [referrer, referred] = side === "brought" ? [guest, other] : [other, guest];
    const outcome = await refer.write({ referrer, referred, told: told.trim(), referred_on: null });
    if (outcome.saved) shut();
  };
  const lacks =
    other === null ? t("referral.lacksWho") : told.trim() === "" ? t("referral.lacksTold") : undefined;
  return (
    <Dialog
      title={t("referral.refer")}
      onClose={shut}
      confirm={{ label: t("referral.refer"), run: () => void save(), busy: refer.state === "writing", lacks }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Segment
          label={t("referral.title")}
          value={side}
          onChange={setSide}
          choices={[
            { value: "brought", label: t("referral.side.brought") },
            { value: "brought_by", label: t("referral.side.brought_by") },
          ]}
        />
        <GuestChoice label={t("referral.who")} value={other} onChange={setOther} focused />
        <Field label={t("referral.told")}>
          {(id) => <TextInput id={id} value={told} onChange={setTold} maxLength={200} />}
        </Field>
        {refer.fault !== null && <Refusal fault={refer.fault} />}
      </div>
    </Dialog>
  );
}

function StrikeDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`referral/strike/${line.id}`, onClose);
  const [reason, setReason] = useKeptText("reason", "", form);
  const strike = useWrite(commands.referralStrike, () => t("referral.struck"));
  const save = async () => {
    const outcome = await strike.write({ referral: line.id, reason: reason.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("referral.strike")}
      aside={line.name}
      onClose={shut}
      confirm={{
        label: t("referral.strike"),
        run: () => void save(),
        red: true,
        busy: strike.state === "writing",
        lacks: reason.trim() === "" ? t("event.lacksReason") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div>
          {t(
            line.state === "waiting"
              ? "referral.strikeWaits"
              : line.points > 0
                ? "referral.strikePaid"
                : "referral.strikeSo",
            { points: count(line.points) },
          )}
        </div>
        <Field label={t("event.reason")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} focused maxLength={200} />}
        </Field>
        {strike.fault !== null && <Refusal fault={strike.fault} />}
      </div>
    </Dialog>
  );
}
