import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type PhoneRecord } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Facts, Heading, PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Page } from "../../components/Page";
import { Refusal, Waiting } from "../../components/States";
import { useDesk, useNow } from "../../lib/desk";
import { clock, count, dateOf, money } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { useDraft, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { EnrolDialog } from "./EnrolDialog";
import { ownPhone } from "./queries";
import "./authority.css";

/** One's own phone for 电话批示, what waits for 补签, and everything that was approved with it. */
export function PhonePage() {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow(0, 15_000);
  const navigate = useNavigate();
  const answer = useQuery(ownPhone());
  const [enrolling, setEnrolling] = useState(false);
  useKeys([
    { cap: "Alt R", label: t("phone.enrol"), place: "verb", run: () => setEnrolling(true) },
    { cap: "Esc", label: t("place.settings"), place: "move", run: () => void navigate({ to: "/settings" }) },
  ]);
  const own = answer.data;
  const when = (at: number) => `${dateOf(at, desk.time_zone)} ${clock(at, desk.time_zone)}`;
  const locked = own?.locked_until_ms ?? null;
  return (
    <Page>
      <PageHead title={t("phone.own")} facts={t("phone.ownWhat")}>
        <Action size="s" cap="Alt R" icon={Smartphone} onClick={() => setEnrolling(true)}>
          {t(own?.enrolled_at_ms === null ? "phone.enrol" : "phone.enrolAgain")}
        </Action>
      </PageHead>
      {own === undefined ? (
        answer.isError ? (
          <Refusal fault={faultOf(answer.error)} />
        ) : (
          <Waiting rows={6} />
        )
      ) : (
        <>
          <div className="pad" style={{ paddingBottom: 12 }}>
            <Facts
              labelWidth={96}
              rows={[
                {
                  label: t("phone.enrolled"),
                  value: own.enrolled_at_ms === null ? t("phone.notYet") : when(own.enrolled_at_ms),
                },
                ...(locked !== null && locked > now
                  ? [{ label: t("phone.locked"), value: <span className="am">{when(locked)}</span> }]
                  : []),
              ]}
            />
          </div>
          <Records records={own.given} waiting={own.waiting.length} />
        </>
      )}
      {enrolling && <EnrolDialog onClose={() => setEnrolling(false)} />}
    </Page>
  );
}

function Records({ records, waiting }: { records: readonly PhoneRecord[]; waiting: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [disputing, setDisputing] = useState<PhoneRecord | null>(null);
  const open = (one: PhoneRecord) => void navigate({ to: "/ticket/$id", params: { id: one.ticket } });
  const rows = useRows({ rows: records, idOf: (one) => one.id, onOpen: open, opens: t("phone.openTicket") });
  const answer = useWrite(commands.phoneAnswer, (_, input) => t(`phone.${input.answer}Saved`));
  const chosen = rows.chosen?.answer === null ? rows.chosen : null;
  const sign = () => {
    if (chosen !== null) void answer.write({ phone: chosen.id, answer: "countersigned", words: "" });
  };
  useKeys([
    { cap: "Alt Q", label: t("phone.sign"), place: "verb", run: sign },
    { cap: "Alt D", label: t("phone.dispute"), place: "verb", run: () => setDisputing(chosen) },
  ]);
  const columns = useColumns();
  return (
    <>
      <div className="pad">
        <Heading end={waiting === 0 ? t("phone.nothingWaits") : t("phone.waitingCount", { count: waiting })}>
          {t("phone.given")}
        </Heading>
        {chosen !== null && (
          <div className="row" style={{ padding: "6px 0" }}>
            <Action kind="primary" size="s" cap="Alt Q" onClick={sign} busy={answer.state === "writing"}>
              {t("phone.sign")}
            </Action>
            <Action size="s" cap="Alt D" onClick={() => setDisputing(chosen)}>
              {t("phone.dispute")}
            </Action>
            <span className="sm m">{t("phone.answerFinal")}</span>
          </div>
        )}
        {answer.fault !== null && <Refusal fault={answer.fault} />}
      </div>
      <DataTable
        label={t("phone.given")}
        columns={columns}
        rows={records}
        rowId={(one) => one.id}
        selected={rows.selected}
        onSelect={rows.select}
        onOpen={open}
        fill
      />
      {disputing !== null && <DisputeDialog record={disputing} onClose={() => setDisputing(null)} />}
    </>
  );
}

function useColumns(): Column<PhoneRecord>[] {
  const { t } = useTranslation();
  const desk = useDesk();
  return [
    {
      id: "at",
      title: t("limits.when"),
      width: 190,
      className: "num i2",
      cell: (one) => `${dateOf(one.at_ms, desk.time_zone)} ${clock(one.at_ms, desk.time_zone)}`,
    },
    { id: "number", title: t("phone.ticket"), width: 160, className: "tn", cell: (one) => one.number },
    {
      id: "sum",
      title: t("remedy.sum"),
      width: 120,
      align: "right",
      cell: (one) =>
        one.points > 0
          ? t("remedy.points", { points: count(one.points) })
          : money(one.amount_minor, desk.currency),
    },
    { id: "words", title: t("step.decisionWords"), cell: (one) => one.words },
    { id: "desk", title: t("phone.enteredBy"), width: 120, cell: (one) => one.entered_by_name },
    {
      id: "answer",
      title: t("col.state"),
      width: 220,
      cell: (one) =>
        one.answer === null ? (
          <b className="am">{t("phone.waits")}</b>
        ) : one.answer === "countersigned" ? (
          <span className="i2">{t("phone.countersigned")}</span>
        ) : (
          <span className="rd">{t("phone.disputed", { words: one.answer_words })}</span>
        ),
    },
  ];
}

function DisputeDialog({ record, onClose }: { record: PhoneRecord; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft(`dispute/${record.ticket}`, onClose);
  const [words, setWords] = useKeptText("words", "", form);
  const answer = useWrite(commands.phoneAnswer, () => t("phone.disputedSaved"));
  const save = async () => {
    const outcome = await answer.write({ phone: record.id, answer: "disputed", words: words.trim() });
    if (outcome.saved) shut();
  };
  return (
    <Dialog
      title={t("phone.dispute")}
      aside={record.number}
      onClose={shut}
      confirm={{
        label: t("phone.dispute"),
        run: () => void save(),
        lacks: words.trim() === "" ? t("phone.lacksWhy") : undefined,
        busy: answer.state === "writing",
      }}
    >
      <p className="i2">
        {t("phone.disputeWhat")} {t("phone.answerFinal")}
      </p>
      <Field label={t("phone.disputeWhy")}>
        {(id) => <TextInput id={id} value={words} onChange={setWords} focused />}
      </Field>
      {answer.fault !== null && <Refusal fault={answer.fault} />}
    </Dialog>
  );
}
