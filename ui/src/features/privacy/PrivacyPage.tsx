import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PrivacyOverview, type Purpose, type RightsRequest, type GuestId } from "../../api/bindings";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Unanswered } from "../../components/States";
import { useDesk, useMay } from "../../lib/desk";
import { count, dateOf } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { AnswerDialog, TextDialog } from "./dialogs";
import { Line, Part } from "./Lines";
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
        <Action size="s" onClick={() => setOpen({ what: "paper", kind: "assessment", paper: null })}>
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
    <div className="pad col" style={{ gap: 20, paddingBottom: 20 }}>
      <Requests data={data} onOpen={onOpen} onGuest={guest} />
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
            said={`${t(`erasure.ground.${one.ground}`)} · ${one.guest}`}
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
  );
}

type ListProps = { data: PrivacyOverview; onOpen: (open: Open) => void };

function Requests({ data, onOpen, onGuest }: ListProps & { onGuest: (guest: GuestId) => void }) {
  const { t } = useTranslation();
  return (
    <Part title={t("rights.title")} end={t("rights.count", { count: data.requests.length })}>
      {data.requests.length === 0 && <p className="m">{t("rights.none")}</p>}
      {data.requests.map(({ request, name }) => (
        <Line
          key={request.id}
          what={`${name === "" ? t("erasure.erasedGuest") : name} · ${t(`rights.wanted.${request.wanted}`)}`}
          said={
            request.outcome === null
              ? `${request.words} ${t("rights.due", { day: request.due_on })}`
              : `${t(`rights.outcome.${request.outcome}`)} ${request.answer}`
          }
          end={
            <>
              {name !== "" && (
                <Action size="s" onClick={() => onGuest(request.guest_id)}>
                  {t("privacy.ofGuest")}
                </Action>
              )}
              {request.outcome === null && (
                <Action size="s" onClick={() => onOpen({ what: "answer", request })}>
                  {t("rights.answer")}
                </Action>
              )}
            </>
          }
        />
      ))}
    </Part>
  );
}

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
