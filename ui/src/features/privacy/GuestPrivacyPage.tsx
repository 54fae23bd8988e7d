import type { TFunction } from "i18next";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  ErasureDone,
  GuestPrivacy,
  PurposeStanding,
  RightsRequest,
  GuestId,
  HoldId,
} from "../../api/bindings";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Unanswered } from "../../components/States";
import { useMay } from "../../lib/desk";
import { type KeyUse, useKeys } from "../../lib/keys";
import { altCaps } from "../../lib/nth";
import { Certificate } from "./Certificate";
import { AnswerDialog, ConsentDialog, CopyDialog, RequestDialog } from "./dialogs";
import { EraseDialog } from "./EraseDialog";
import { HoldDialog, ReleaseDialog } from "./HoldDialogs";
import { Line, Part, RequestDue, requestWords } from "./Lines";
import { ofGuest } from "./queries";

type Open =
  | { what: "request" | "copy" | "erase" | "hold" }
  | { what: "consent"; one: PurposeStanding }
  | { what: "answer"; request: RightsRequest }
  | { what: "release"; hold: HoldId };

/** 个人信息 of one guest: what they agreed to and asked for; copy, correction and erasure are one button each. */
export function GuestPrivacyPage({ guest }: { guest: GuestId }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [erased, setErased] = useState<ErasureDone | null>(null);
  const answer = useQuery({ ...ofGuest(guest), enabled: erased === null });
  useKeys([
    { cap: "Esc", label: t("privacy.title"), place: "move", run: () => void navigate({ to: "/privacy" }) },
  ]);
  if (erased !== null) return <Certificate done={erased} />;
  return (
    <Page>
      {answer.data === undefined ? (
        <Unanswered answer={answer} />
      ) : (
        <Standing of={answer.data} onErased={setErased} />
      )}
    </Page>
  );
}

function Standing({ of, onErased }: { of: GuestPrivacy; onErased: (done: ErasureDone) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const officer = may("erase_guest");
  const navigate = useNavigate();
  const toReads = () => void navigate({ to: "/reads", search: { guest: of.guest } });
  useKeys([
    ...of.standing.flatMap((one, at): KeyUse[] => {
      const cap = altCaps[at];
      const run = () => (one.text === null ? false : setOpen({ what: "consent", one }));
      return cap === undefined ? [] : [{ cap, run }];
    }),
    { cap: "Alt Q", label: t("rights.take"), place: "verb", run: () => setOpen({ what: "request" }) },
    ...(officer
      ? ([
          { cap: "Alt F", label: t("copy.title"), place: "verb", run: () => setOpen({ what: "copy" }) },
          { cap: "Alt R", label: t("reads.title"), place: "verb", run: () => toReads() },
          { cap: "Alt B", label: t("hold.place"), place: "verb", run: () => setOpen({ what: "hold" }) },
          { cap: "Alt S", label: t("erasure.open"), place: "verb", run: () => setOpen({ what: "erase" }) },
        ] as const)
      : []),
  ]);
  const waiting = (wanted: RightsRequest["wanted"]) =>
    of.requests.find((one) => one.wanted === wanted && one.outcome === null)?.id ?? null;
  return (
    <>
      <PageHead title={of.name} facts={t("privacy.title")}>
        <Action size="s" cap="Alt Q" onClick={() => setOpen({ what: "request" })}>
          {t("rights.take")}
        </Action>
        {officer && (
          <>
            <Action size="s" cap="Alt F" onClick={() => setOpen({ what: "copy" })}>
              {t("copy.title")}
            </Action>
            <Action size="s" cap="Alt R" onClick={toReads}>
              {t("reads.title")}
            </Action>
            <Action size="s" cap="Alt B" onClick={() => setOpen({ what: "hold" })}>
              {t("hold.place")}
            </Action>
            <Action size="s" kind="red" cap="Alt S" onClick={() => setOpen({ what: "erase" })}>
              {t("erasure.open")}
            </Action>
          </>
        )}
      </PageHead>
      <div className="pad col" style={{ gap: 20, paddingBottom: 20 }}>
        <Said of={of} officer={officer} onOpen={setOpen} />
        <Holds of={of} officer={officer} onOpen={setOpen} />
      </div>
      {open?.what === "request" && <RequestDialog guest={of.guest} onClose={close} />}
      {open?.what === "copy" && <CopyDialog guest={of.guest} request={waiting("copy")} onClose={close} />}
      {open?.what === "hold" && <HoldDialog guest={of.guest} onClose={close} />}
      {open?.what === "release" && <ReleaseDialog guest={of.guest} hold={open.hold} onClose={close} />}
      {open?.what === "consent" && <ConsentDialog guest={of.guest} one={open.one} onClose={close} />}
      {open?.what === "answer" && <AnswerDialog request={open.request} onClose={close} />}
      {open?.what === "erase" && (
        <EraseDialog guest={of.guest} request={waiting("erase")} onClose={close} onDone={onErased} />
      )}
    </>
  );
}

type SaidProps = { of: GuestPrivacy; officer: boolean; onOpen: (open: Open) => void };

/** What the guest agreed to, and what they asked for. */
function Said({ of, officer, onOpen }: SaidProps) {
  const { t } = useTranslation();
  return (
    <>
      <Part title={t("consent.title")}>
        {of.standing.map((one, at) => (
          <Line
            key={one.purpose}
            what={t(`consent.purpose.${one.purpose}`)}
            said={<span className={one.asked_again ? "am" : undefined}>{saidOf(one, t)}</span>}
            end={
              <Action
                size="s"
                cap={altCaps[at]}
                lacks={one.text === null ? t("consent.lacksWords") : undefined}
                onClick={() => onOpen({ what: "consent", one })}
              >
                {t(one.word?.agreed === true && !one.asked_again ? "consent.withdraw" : "consent.agree")}
              </Action>
            }
          />
        ))}
      </Part>
      <Part title={t("rights.title")}>
        {of.requests.length === 0 && <p className="m">{t("rights.none")}</p>}
        {of.requests.map((one) => (
          <Line
            key={one.id}
            what={`${t(`rights.wanted.${one.wanted}`)} ${one.asked_on}`}
            said={
              <>
                <RequestDue request={one} />
                {requestWords(one) !== "" && `${t("list.semicolon")}${requestWords(one)}`}
              </>
            }
            end={
              officer && one.outcome === null ? (
                <Action size="s" onClick={() => onOpen({ what: "answer", request: one })}>
                  {t("rights.answer")}
                </Action>
              ) : null
            }
          />
        ))}
      </Part>
    </>
  );
}

function saidOf(one: PurposeStanding, t: TFunction): string {
  if (one.text === null) return t("consent.noText");
  if (one.word === null) return t("consent.never");
  const word = t(one.word.agreed ? "consent.yes" : "consent.no", {
    day: one.word.business_date,
    version: one.word.text_version,
    told: one.word.told,
  });
  return one.asked_again ? `${word}${t("list.semicolon")}${t("consent.askAgain")}` : word;
}

function Holds({ of, officer, onOpen }: SaidProps) {
  const { t } = useTranslation();
  const standing = of.holds.filter((hold) => hold.ended_at_ms === null);
  if (standing.length === 0) return null;
  return (
    <Part title={t("hold.title")}>
      {standing.map((hold) => (
        <Line
          key={hold.id}
          what={hold.business_date}
          said={hold.reason}
          end={
            officer && (
              <Action size="s" onClick={() => onOpen({ what: "release", hold: hold.id })}>
                {t("hold.release")}
              </Action>
            )
          }
        />
      ))}
    </Part>
  );
}
