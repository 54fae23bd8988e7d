import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, FileWarning, Printer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CarryItem, commands, type DutyPage as Facts, type ShiftNamed } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Banner } from "../../components/Banner";
import { Page } from "../../components/Page";
import { ServiceTabs } from "../../components/ServiceTabs";
import { Unanswered, Refusal } from "../../components/States";
import { Tag } from "../../components/Tag";
import { courtesyCalls } from "../../lib/courtesy";
import { useDesk, useLanguage, useMay } from "../../lib/desk";
import { monthDay } from "../../lib/format";
import { type KeyUse, useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { useWrite } from "../../lib/write";
import { CorrectDialog } from "./CorrectDialog";
import { DutyLog } from "./DutyLog";
import { DutyPaper } from "./DutyPaper";
import { DutySide } from "./DutySide";
import { EndDialog } from "./EndDialog";
import { HandCounts } from "./HandCounts";
import { OpenItems } from "./OpenItems";
import { dutyPage } from "./queries";
import { RulesDialog } from "./RulesDialog";
import { shiftWords } from "./shift";
import { SignDialog } from "./SignDialog";
import { TakeDialog } from "./TakeDialog";
import { WriteDialog } from "./WriteDialog";
import "./duty.css";

/** 交班: what is open carries itself over; who leaves signs, who comes looks at each item and signs. */
export function DutyPage() {
  const [shift, setShift] = useState<ShiftNamed | null>(null);
  const answer = useQuery(dutyPage(shift));
  if (answer.data !== undefined) return <Shift page={answer.data} onShift={setShift} />;
  return (
    <Page>
      <ServiceTabs at="duty" />
      <Unanswered answer={answer} />
    </Page>
  );
}

type Asking = "write" | "correct" | "end" | "sign" | "take" | "rules" | null;

const keyOf = (item: CarryItem) => `${item.kind}:${item.record}`;

function Shift({ page, onShift }: { page: Facts; onShift: (shift: ShiftNamed | null) => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const may = useMay();
  const [asking, setAsking] = useState<Asking>(null);
  const [printed, setPrinted] = useState<{ nth: number; at: number } | null>(null);
  const { open, see, fault } = useItems(page);
  const { chosen, selected, select } = useRows({
    rows: page.items,
    idOf: keyOf,
    onOpen: (item) => (ends(item) ? setAsking("end") : open(item)),
  });
  const signs = signature(page);
  // Whom to greet goes along until somebody took over.
  const greet = useQuery({
    ...courtesyCalls({ from: desk.today, to: desk.today }),
    enabled: may("read_calls") && (page.sheet?.handover.taken ?? null) === null,
  });
  const print = () => setPrinted({ nth: (printed?.nth ?? 0) + 1, at: Date.now() + desk.skewMs });
  useShiftKeys({ page, chosen, signs, onAsk: setAsking, onSee: see, onPrint: print, onShift });
  return (
    <Page
      sideLabel={t("duty.signatures")}
      side={
        <DutySide
          page={page}
          calls={greet.data}
          onSign={signs === null ? undefined : () => setAsking(signs)}
        />
      }
    >
      <ServiceTabs at="duty" />
      <ShiftHead page={page} onShift={onShift} onPrint={print} />
      <UnsignedBanner page={page} onShift={onShift} />
      {fault !== null && <Refusal fault={fault} />}
      <div className="hand">
        <div className="col0">
          <OpenItems
            page={page}
            selected={selected}
            keyOf={keyOf}
            onSelect={select}
            onOpen={open}
            onSee={see}
          />
          <HandCounts page={page} />
        </div>
        <div className="col0">
          <DutyLog page={page} onWrite={() => setAsking("write")} />
        </div>
      </div>
      <Dialogs page={page} chosen={chosen} asking={asking} onClose={() => setAsking(null)} />
      {printed !== null && (
        <DutyPaper
          key={printed.nth}
          page={page}
          calls={greet.data?.calls ?? []}
          at={printed.at}
          onReady={() => window.print()}
        />
      )}
    </Page>
  );
}

const ends = (item: CarryItem | undefined) => item?.kind === "follow_up" || item?.kind === "double_lock";

/** Which signature the sheet waits for, where it can be given. */
function signature(page: Facts): "sign" | "take" | null {
  if (page.sheet === null) return page.begun ? "sign" : null;
  return page.sheet.handover.taken === null ? "take" : null;
}

type DialogsProps = { page: Facts; chosen: CarryItem | undefined; asking: Asking; onClose: () => void };

function Dialogs({ page, chosen, asking, onClose }: DialogsProps) {
  switch (asking) {
    case "write":
      return <WriteDialog hands={page.hands} onClose={onClose} />;
    case "correct":
      return <CorrectDialog log={page.log} onClose={onClose} />;
    case "end":
      return chosen !== undefined && <EndDialog item={chosen} onClose={onClose} />;
    case "sign":
      return <SignDialog page={page} onClose={onClose} />;
    case "take":
      return <TakeDialog page={page} onClose={onClose} />;
    case "rules":
      return <RulesDialog rules={page.rules} onClose={onClose} />;
    case null:
      return null;
  }
}

type ShiftKeys = {
  page: Facts;
  chosen: CarryItem | undefined;
  signs: "sign" | "take" | null;
  onAsk: (asking: Asking) => void;
  onSee: (item: CarryItem) => void;
  onPrint: () => void;
  onShift: (shift: ShiftNamed) => void;
};

function useShiftKeys({ page, chosen, signs, onAsk, onSee, onPrint, onShift }: ShiftKeys): void {
  const { t } = useTranslation();
  const may = useMay();
  const keys: KeyUse[] = [
    { cap: "F2", label: t("duty.write"), place: "verb", run: () => onAsk("write") },
    { cap: "Ctrl P", label: t("duty.print"), place: "verb", run: onPrint },
    { cap: "Alt Q", label: t("duty.previous"), place: "sheet", run: () => onShift(page.previous) },
    { cap: "Alt H", label: t("duty.next"), place: "sheet", run: () => onShift(page.next) },
  ];
  if (page.log.length > 0)
    keys.push({ cap: "Alt G", label: t("duty.correct"), place: "verb", run: () => onAsk("correct") });
  if (ends(chosen)) keys.push({ cap: "Alt L", label: t("duty.end"), place: "verb", run: () => onAsk("end") });
  if (signs === "take") {
    const run = () => chosen !== undefined && onSee(chosen);
    keys.push({ cap: "Space", label: t("duty.see"), place: "move", run });
  }
  if (signs !== null) {
    const label = t(signs === "sign" ? "duty.sign" : "duty.take");
    keys.push({ cap: "Ctrl Enter", label, place: "verb", run: () => onAsk(signs) });
  }
  if (may("edit_duty_rules"))
    keys.push({ cap: "Alt B", label: t("duty.rules"), place: "sheet", run: () => onAsk("rules") });
  useKeys(keys);
}

/** What the rows do: open what they are about, tick them off. */
function useItems(page: Facts) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const seen = useWrite(commands.handoverSee, () => t("duty.seen"), "undoable");
  const open = (item: CarryItem) => {
    if (item.kind === "ticket") void navigate({ to: "/ticket/$id", params: { id: item.record } });
    else if (item.guest !== null) void navigate({ to: "/guest/$id", params: { id: item.guest } });
  };
  const see = (item: CarryItem) => {
    if (item.item === null || page.sheet?.handover.taken !== null) return;
    void seen.write({ item: item.item, seen: item.seen_at_ms === null });
  };
  return { open, see, fault: seen.fault };
}

type HeadProps = { page: Facts; onShift: (shift: ShiftNamed | null) => void; onPrint: () => void };

function ShiftHead({ page, onShift, onPrint }: HeadProps) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const language = useLanguage();
  return (
    <div className="ph1">
      <h1 className="nw">{t("duty.title")}</h1>
      <span className="m num nw el">{shiftWords(page.span, zone, language, t)}</span>
      <Tag>{t("duty.number", { number: page.number })}</Tag>
      <span className="sp row">
        <Action size="s" icon={ChevronLeft} cap="Alt Q" onClick={() => onShift(page.previous)}>
          {t("duty.previous")}
        </Action>
        <Action size="s" icon={ChevronRight} cap="Alt H" onClick={() => onShift(page.next)}>
          {t("duty.next")}
        </Action>
        <Action size="s" icon={Printer} cap="Ctrl P" onClick={onPrint}>
          {t("duty.printIt")}
        </Action>
      </span>
    </div>
  );
}

/** In red until somebody takes over: which shifts nobody signed for. */
function UnsignedBanner({ page, onShift }: { page: Facts; onShift: (shift: ShiftNamed) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const first = page.unsigned[0];
  if (first === undefined) return null;
  const shift = `${monthDay(first.span.date, language)} ${t(`duty.shift.${first.span.shift}`)}`;
  const isHere = first.number === page.number;
  return (
    <Banner
      icon={FileWarning}
      tone="act"
      fact={t("duty.unsigned", { count: page.unsigned.length, shift })}
      action={
        !isHere && (
          <Action size="s" onClick={() => onShift(first.span)}>
            {t("duty.toIt")}
          </Action>
        )
      }
    >
      {first.out_name === "" ? t("duty.unsignedNobody") : t("duty.unsignedBy", { name: first.out_name })}
    </Banner>
  );
}
