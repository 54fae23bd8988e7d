import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GuestId, PrivacyOverview, Purpose, RequestLine, RightsRequest } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Heading, PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Page } from "../../components/Page";
import { Unanswered } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { count, dateOf } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { AnswerDialog, TextDialog } from "./dialogs";
import { Line, Part, RequestDue, requestWords } from "./Lines";
import { PaperDialog } from "./PaperDialog";
import { overview } from "./queries";
import { Retention } from "./Retention";

const purposes: readonly Purpose[] = ["sms", "email", "group", "profile", "sensitive"];

type Open =
  | { what: "answer"; request: RightsRequest }
  | { what: "text"; purpose: Purpose }
  | { what: "paper"; kind: "breach" | "assessment"; paper: PrivacyOverview["papers"][number] | null };

/** 个人信息: requests by their last day, texts, retention, acts of erasure, papers. */
export function PrivacyPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const answer = useQuery(overview());
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  useKeys([
    { cap: "Esc", label: t("place.settings"), place: "move", run: () => void navigate({ to: "/settings" }) },
    {
      cap: "Alt X",
      label: t("breach.new"),
      place: "verb",
      run: () => setOpen({ what: "paper", kind: "breach", paper: null }),
    },
    {
      cap: "Alt Y",
      label: t("assessment.new"),
      place: "verb",
      run: () => setOpen({ what: "paper", kind: "assessment", paper: null }),
    },
    { cap: "Alt R", label: t("reads.title"), place: "verb", run: () => void navigate({ to: "/reads" }) },
  ]);
  const data = answer.data;
  const textOf = (purpose: Purpose) => data?.texts.find((text) => text.purpose === purpose) ?? null;
  return (
    <Page>
      <PageHead title={t("privacy.title")} facts={t("privacy.what")}>
        <Action size="s" cap="Alt R" onClick={() => void navigate({ to: "/reads" })}>
          {t("reads.title")}
        </Action>
        <Action size="s" cap="Alt X" onClick={() => setOpen({ what: "paper", kind: "breach", paper: null })}>
          {t("breach.new")}
        </Action>
        <Action
          size="s"
          cap="Alt Y"
          onClick={() => setOpen({ what: "paper", kind: "assessment", paper: null })}
        >
          {t("assessment.new")}
        </Action>
      </PageHead>
      {data === undefined ? <Unanswered answer={answer} /> : <Whole data={data} onOpen={setOpen} />}
      {open?.what === "answer" && <AnswerDialog request={open.request} onClose={close} />}
      {open?.what === "text" && (
        <TextDialog
          purpose={open.purpose}
          seen={textOf(open.purpose)?.version ?? 0}
          words={textOf(open.purpose)?.words ?? ""}
          onClose={close}
        />
      )}
      {open?.what === "paper" && <PaperDialog kind={open.kind} paper={open.paper} onClose={close} />}
    </Page>
  );
}

function Whole({ data, onOpen }: { data: PrivacyOverview; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const desk = useDesk();
  const guest = (id: GuestId) => void navigate({ to: "/privacy/$id", params: { id } });
  return (
    <div className="col" style={{ gap: 20, paddingBottom: 20 }}>
      <Requests data={data} onOpen={onOpen} onGuest={guest} />
      <div className="pad col" style={{ gap: 20 }}>
        {data.children.length > 0 && (
          <Part title={t("consent.children")}>
            {data.children.map((child) => (
              <Line
                key={child.guest}
                what={child.name}
                said={t("consent.childrenWhat")}
                end={
                  <Action size="s" onClick={() => guest(child.guest)}>
                    {t("privacy.ofGuest")}
                  </Action>
                }
              />
            ))}
          </Part>
        )}
        <Texts data={data} onOpen={onOpen} />
        <Retention version={data.retention} />
        <Part title={t("erasure.list")} end={count(data.erasures.length)}>
          {data.erasures.length === 0 && <p className="m">{t("erasure.none")}</p>}
          {data.erasures.map((one) => (
            <Line
              key={one.id}
              what={dateOf(one.at_ms, desk.time_zone)}
              said={`${t(`erasure.ground.${one.ground}`)} · ${t("erasure.pseudonym")} ${one.guest}`}
            />
          ))}
        </Part>
        <Part title={t("paper.title")} end={count(data.papers.length)}>
          {data.papers.length === 0 && <p className="m">{t("paper.none")}</p>}
          {data.papers.map((paper) => (
            <Line
              key={paper.id}
              what={`${paper.number} v${paper.version}`}
              said={paper.body.kind === "breach" ? paper.body.happened : paper.body.subject}
              end={
                <Action size="s" onClick={() => onOpen({ what: "paper", kind: paper.body.kind, paper })}>
                  {t("paper.open")}
                </Action>
              }
            />
          ))}
        </Part>
      </div>
    </div>
  );
}

type ListProps = { data: PrivacyOverview; onOpen: (open: Open) => void };

function Requests({ data, onOpen, onGuest }: ListProps & { onGuest: (guest: GuestId) => void }) {
  const { t } = useTranslation();
  const rows = data.requests;
  const nameOf = ({ name }: RequestLine) => (name === "" ? t("erasure.erasedGuest") : name);
  const { chosen, selected, select } = useRows({
    rows,
    idOf: requestId,
    onOpen: ({ request, name }) => (name === "" ? undefined : onGuest(request.guest_id)),
  });
  const asked = chosen?.request.outcome === null ? chosen.request : null;
  const answer = asked === null ? undefined : () => onOpen({ what: "answer", request: asked });
  const label = asked === null ? {} : { label: t("rights.answer") };
  useKeys([{ cap: "Alt D", ...label, place: "verb", run: () => (answer === undefined ? false : answer()) }]);
  const waiting = rows.filter(({ request }) => request.outcome === null).length;
  const columns: readonly Column<RequestLine>[] = [
    { id: "who", title: t("reads.whom"), width: 176, over: true, cell: nameOf },
    { id: "wanted", title: t("copy.field.wanted"), width: 104, widthEn: 128, cell: wantedOf },
    { id: "words", title: t("rights.said"), className: "i2", cell: ({ request }) => requestWords(request) },
    {
      id: "due",
      title: t("rights.until"),
      width: 216,
      cell: ({ request }) => <RequestDue request={request} />,
    },
  ];
  function wantedOf({ request }: RequestLine) {
    return t(`rights.wanted.${request.wanted}`);
  }
  return (
    <section>
      <div className="pad">
        <Heading end={waiting === 0 ? undefined : t("rights.count", { count: waiting })}>
          {t("rights.title")}
        </Heading>
        {rows.length === 0 && <p className="m">{t("rights.none")}</p>}
      </div>
      {rows.length > 0 && (
        <DataTable
          label={t("rights.title")}
          columns={columns}
          rows={rows}
          rowId={requestId}
          selected={selected}
          onSelect={select}
          onOpen={({ request, name }) => name !== "" && onGuest(request.guest_id)}
          muted={({ request }) => request.outcome !== null}
        />
      )}
      {answer !== undefined && (
        <div className="pad row" style={{ marginTop: 8 }}>
          <Action size="s" cap="Alt D" onClick={answer}>
            {t("rights.answerTo", { name: chosen === undefined ? "" : nameOf(chosen) })}
          </Action>
        </div>
      )}
    </section>
  );
}

const requestId = ({ request }: RequestLine) => request.id;

function Texts({ data, onOpen }: ListProps) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Part title={t("consent.texts")}>
      {purposes.map((purpose) => {
        const text = data.texts.find((one) => one.purpose === purpose);
        return (
          <Line
            key={purpose}
            what={t(`consent.purpose.${purpose}`)}
            said={
              text === undefined
                ? t("consent.noText")
                : t("consent.version", { version: text.version, words: text.words })
            }
            end={
              may("set_consent_text") && (
                <Action size="s" onClick={() => onOpen({ what: "text", purpose })}>
                  {t("consent.textEdit")}
                </Action>
              )
            }
          />
        );
      })}
    </Part>
  );
}
