import type { TFunction } from "i18next";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type ErasureDone,
  type GuestPrivacy,
  type PurposeStanding,
  type RightsRequest,
  type GuestId,
} from "../../api/bindings";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Page } from "../../components/Page";
import { Refusal, Unanswered } from "../../components/States";
import { useMay } from "../../lib/desk";
import { useKeys } from "../../lib/keys";
import { useWrite } from "../../lib/write";
import { Certificate } from "./Certificate";
import { AnswerDialog, ConsentDialog, CopyDialog, RequestDialog } from "./dialogs";
import { EraseDialog } from "./EraseDialog";
import { Line, Part } from "./Lines";
import { ofGuest } from "./queries";

type Open =
  | { what: "request" | "copy" | "erase" | "hold" }
  | { what: "consent"; one: PurposeStanding }
  | { what: "answer"; request: RightsRequest };

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
    { cap: "Alt Q", label: t("rights.take"), place: "verb", run: () => setOpen({ what: "request" }) },
    ...(officer
      ? ([
          { cap: "Alt F", label: t("copy.title"), place: "verb", run: () => setOpen({ what: "copy" }) },
          { cap: "Alt R", label: t("reads.title"), place: "verb", run: () => toReads() },
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
            <Action size="s" onClick={() => setOpen({ what: "hold" })}>
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
        <Holds of={of} officer={officer} />
      </div>
      {open?.what === "request" && <RequestDialog guest={of.guest} onClose={close} />}
      {open?.what === "copy" && <CopyDialog guest={of.guest} request={waiting("copy")} onClose={close} />}
      {open?.what === "hold" && <HoldDialog guest={of.guest} onClose={close} />}
      {open?.what === "consent" && <ConsentDialog guest={of.guest} one={open.one} onClose={close} />}
      {open?.what === "answer" && <AnswerDialog request={open.request} onClose={close} />}
      {open?.what === "erase" && (
        <EraseDialog guest={of.guest} request={waiting("erase")} onClose={close} onDone={onErased} />
      )}
    </>
  );
}

/** What the guest agreed to, and what they asked for. */
function Said({ of, officer, onOpen }: { of: GuestPrivacy; officer: boolean; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Part title={t("consent.title")}>
        {of.standing.map((one) => (
          <Line
            key={one.purpose}
            what={t(`consent.purpose.${one.purpose}`)}
            said={saidOf(one, t)}
            end={
              <Action size="s" onClick={() => onOpen({ what: "consent", one })}>
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
              one.outcome === null
                ? `${one.words} ${t("rights.due", { day: one.due_on })}`
                : `${t(`rights.outcome.${one.outcome}`)} ${one.answer}`
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
  return one.asked_again ? `${word} ${t("consent.askAgain")}` : word;
}

function Holds({ of, officer }: { of: GuestPrivacy; officer: boolean }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const releasing = useWrite(commands.holdRelease, () => t("hold.released"));
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
              <Action
                size="s"
                lacks={reason.trim() === "" ? t("hold.lacksReason") : undefined}
                onClick={() => void releasing.write({ hold: hold.id, reason })}
              >
                {t("hold.release")}
              </Action>
            )
          }
        />
      ))}
      {officer && (
        <Field label={t("hold.reason")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} maxLength={500} />}
        </Field>
      )}
    </Part>
  );
}

function HoldDialog({ guest, onClose }: { guest: GuestId; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const placing = useWrite(commands.holdPlace, () => t("hold.placed"));
  const save = async () => {
    if ((await placing.write({ guest, reason })).saved) onClose();
  };
  return (
    <Dialog
      title={t("hold.place")}
      onClose={onClose}
      confirm={{
        label: t("hold.place"),
        run: () => void save(),
        busy: placing.state === "writing",
        lacks: reason.trim() === "" ? t("hold.lacksReason") : undefined,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <p className="i2">{t("hold.what")}</p>
        <Field label={t("hold.reason")}>
          {(id) => <TextInput id={id} value={reason} onChange={setReason} maxLength={500} focused />}
        </Field>
        {placing.fault !== null && <Refusal fault={placing.fault} />}
      </div>
    </Dialog>
  );
}
