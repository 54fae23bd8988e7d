import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { PhoneCall } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type Approver, type Ticket, type UserId } from "../../api/bindings";
import { Action } from "../../components/Action";
import { CodeInput } from "../../components/CodeInput";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { VerdictMark } from "../../components/Marks";
import { Pick } from "../../components/Pick";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useNow } from "../../lib/desk";
import { clock, count, money } from "../../lib/format";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { phoneDesk } from "./queries";

type Props = { ticket: Ticket; onClose: () => void; onHere: () => void };

/** 电话批示: somebody with the right reads six digits; code, wording, Enter. */
export function PhoneDialog({ ticket, onClose, onHere }: Props) {
  const { t } = useTranslation();
  const answer = useQuery(phoneDesk()).data;
  const asked = awaiting(ticket);
  const proposers = new Set(asked.waits.map((one) => one.facts.proposed_by));
  const callable = answer?.approvers.filter((one) => !proposers.has(one.user)) ?? [];
  const first = callable[0];
  if (answer === undefined) {
    return (
      <Dialog title={<Title />} aside={ticket.facts.number} onClose={onClose}>
        <Waiting />
      </Dialog>
    );
  }
  if (first === undefined) {
    return (
      <Dialog
        title={<Title />}
        aside={ticket.facts.number}
        onClose={onClose}
        confirm={{ label: t("phone.here"), run: onHere }}
      >
        <p>{t("phone.nobody")}</p>
      </Dialog>
    );
  }
  return (
    <Taken
      ticket={ticket}
      callable={callable}
      first={first}
      tries={answer.tries}
      onClose={onClose}
      onHere={onHere}
    />
  );
}

type TakenProps = Props & { callable: readonly Approver[]; first: Approver; tries: number };

function Taken({ ticket, callable, first, tries, onClose, onHere }: TakenProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow(desk.skewMs, 15_000);
  const [approver, setApprover] = useState<UserId>(first.user);
  const [code, setCode] = useState("");
  const { form, shut } = useDraft(`phone/${ticket.facts.id}`, onClose);
  const [words, setWords] = useKeptText("words", "", form);
  const wording = useRef<HTMLDivElement>(null);
  const asked = awaiting(ticket);
  const approve = useWrite(commands.phoneApprove, () => t("phone.taken"));
  const who = callable.find((one) => one.user === approver) ?? first;
  const sum = sumOf(asked, desk.currency, t);
  const save = async () => {
    const outcome = await approve.write({
      ticket: ticket.facts.id,
      approver,
      code,
      remedies: asked.waits.map((one) => one.facts.id),
      amount_minor: asked.amount,
      points: asked.points,
      words: words.trim(),
    });
    if (outcome.saved) shut();
    else setCode("");
  };
  const lacks =
    code.length < 6 ? t("phone.lacksCode") : words.trim() === "" ? t("phone.lacksWords") : undefined;
  const left = approve.fault?.code === "wrong_code" ? approve.fault.args["left"] : undefined;
  return (
    <Dialog
      title={<Title />}
      aside={ticket.facts.number}
      onClose={shut}
      other={
        <Action kind="text" onClick={onHere}>
          {t("phone.here")}
        </Action>
      }
      confirm={{ label: t("phone.keep"), run: () => void save(), lacks, busy: approve.state === "writing" }}
    >
      <Asked sum={sum} asked={asked} who={who} callable={callable} onWho={setApprover} />
      <p className="sm i2" style={{ margin: "4px 0 12px" }}>
        {t("phone.how")}
      </p>
      <div>
        <CodeInput
          kind="code"
          label={t("phone.code")}
          value={code}
          onChange={setCode}
          onFull={() => wording.current?.querySelector("input")?.focus()}
          bad={approve.fault !== null && code === ""}
        />
      </div>
      <Tries left={left} tries={tries} />
      <div ref={wording} style={{ marginTop: 12 }}>
        <Field label={t("step.decisionWords")}>
          {(id) => <TextInput id={id} value={words} onChange={setWords} />}
        </Field>
      </div>
      <p className="sm m" style={{ marginTop: 8 }}>
        {t("phone.willSay", {
          said: t("phone.said", { role: t(`role.${who.role}`), time: clock(now, desk.time_zone), sum }),
        })}
      </p>
      {approve.fault !== null && left === undefined && <Refusal fault={approve.fault} />}
    </Dialog>
  );
}

/** Which codes are taken, and how many wrong ones are left. */
function Tries({ left, tries }: { left: string | undefined; tries: number }) {
  const { t } = useTranslation();
  return (
    <div className="row sm" style={{ marginTop: 8 }}>
      <span className="i2">{t("phone.window")}</span>
      {left !== undefined && (
        <span className="sp am w6">
          <VerdictMark verdict="look" bare /> {t("phone.left", { wrong: tries - Number(left), left })}
        </span>
      )}
    </div>
  );
}

type AskedProps = {
  sum: string;
  asked: ReturnType<typeof awaiting>;
  who: Approver;
  callable: readonly Approver[];
  onWho: (user: UserId) => void;
};

/** What is asked for, and of whom. */
function Asked({ sum, asked, who, callable, onWho }: AskedProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className="row b" style={{ gap: 10 }}>
        <span className="huge">{sum}</span>
        <span>
          {asked.waits
            .map((one) => one.facts.words || t(`remedy.kind.${one.facts.remedy}`))
            .join(t("list.enumeration"))}
        </span>
        {callable.length === 1 && (
          <span className="sp i2">
            {t("phone.approver")} <b>{`${t(`role.${who.role}`)} ${who.name}`}</b>
          </span>
        )}
      </div>
      {callable.length > 1 && (
        <Pick
          label={t("phone.approver")}
          value={who.user}
          onChange={onWho}
          choices={callable.map((one) => ({
            value: one.user,
            label: `${t(`role.${one.role}`)} ${one.name}`,
          }))}
        />
      )}
    </>
  );
}

function Title() {
  const { t } = useTranslation();
  return (
    <>
      <PhoneCall size={16} aria-hidden /> {t("phone.title")}
    </>
  );
}

/** What waits for 批示, and what it comes to. */
export function awaiting(ticket: Ticket) {
  const waits = ticket.remedies.filter((one) => one.facts.state === "awaiting");
  return {
    waits,
    amount: waits.reduce((sum, one) => sum + (one.facts.points > 0 ? 0 : one.facts.amount_minor), 0),
    points: waits.reduce((sum, one) => sum + one.facts.points, 0),
  };
}

/** The sum as it is said: money, points, or both. */
export function sumOf(asked: { amount: number; points: number }, currency: string, t: TFunction): string {
  const parts = [
    ...(asked.amount > 0 || asked.points === 0 ? [money(asked.amount, currency)] : []),
    ...(asked.points > 0 ? [t("remedy.points", { points: count(asked.points) })] : []),
  ];
  return parts.join(" + ");
}
