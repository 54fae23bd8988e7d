import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Promotion } from "../../api/bindings";
import { Action } from "../../components/Action";
import { type Column, DataTable } from "../../components/DataTable";
import { Empty } from "../../components/States";
import { outletWord } from "../../lib/basis";
import { useDesk } from "../../lib/desk";
import { count, dateFrom, money } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import type { PartProps } from "./EarningPart";
import { PromotionDialog } from "./PromotionDialog";

type Asking = { at: number | null; promotion: Promotion } | null;

/** 促销: what gives more, for whom, from when to when. */
export function PromotionsPart({ draft, onDraft }: PartProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [asking, setAsking] = useState<Asking>(null);
  const { promotions } = draft.earning;
  const columns = usePromotionColumns();
  const put = (next: Promotion[]) => onDraft?.({ ...draft, earning: { ...draft.earning, promotions: next } });
  const add = () => setAsking({ at: null, promotion: freshOn(desk.today) });
  const change = (one: Promotion) => setAsking({ at: promotions.indexOf(one), promotion: one });
  const { chosen, select } = useRows({
    rows: promotions,
    idOf: (one: Promotion) => one.words,
    ...(onDraft === undefined ? {} : { onOpen: change }),
  });
  useKeys(
    onDraft === undefined
      ? []
      : [{ cap: "Alt J", label: t("programme.promotionAdd"), place: "verb", run: add }],
  );
  const keep = (promotion: Promotion) => {
    const at = asking?.at ?? null;
    put(at === null ? [...promotions, promotion] : promotions.with(at, promotion));
    setAsking(null);
  };
  return (
    <>
      {onDraft !== undefined && (
        <div className="row" style={{ marginBottom: 8 }}>
          <Action size="s" cap="Alt J" onClick={add}>
            {t("programme.promotionAdd")}
          </Action>
        </div>
      )}
      {promotions.length === 0 ? (
        <Empty title={t("programme.noPromotions")}>{t("programme.noPromotionsSo")}</Empty>
      ) : (
        <DataTable
          label={t("programme.tab.promotions")}
          columns={columns}
          rows={promotions}
          rowId={(one) => one.words}
          selected={chosen?.words ?? null}
          onSelect={select}
          {...(onDraft === undefined ? {} : { onOpen: change })}
        />
      )}
      {asking !== null && (
        <PromotionDialog
          promotion={asking.promotion}
          outlets={draft.earning.outlets.map((one) => one.code)}
          taken={promotions.filter((_, at) => at !== asking.at).map((one) => one.words)}
          onKeep={keep}
          onDrop={
            asking.at === null
              ? null
              : () => {
                  put(promotions.filter((_, at) => at !== asking.at));
                  setAsking(null);
                }
          }
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

/** Double points from today on, for everything. */
function freshOn(today: string): Promotion {
  return {
    words: "",
    from: today,
    until: dateFrom(today, 30),
    outlets: [],
    channels: [],
    tiers: [],
    min_spend_minor: 0,
    effect: { kind: "multiplier", value: 200 },
  };
}

function usePromotionColumns(): readonly Column<Promotion>[] {
  const { t } = useTranslation();
  const { currency } = useDesk();
  const forWhom = (one: Promotion) =>
    [
      ...one.outlets.map(outletWord),
      ...one.tiers.map((tier) => word("tier", tier)),
      ...one.channels,
      ...(one.min_spend_minor > 0
        ? [t("programme.fromSpend", { sum: money(one.min_spend_minor, currency) })]
        : []),
    ].join(t("list.comma"));
  return [
    {
      id: "words",
      title: t("programme.promotion"),
      width: 220,
      cell: (one) => <b className="w5">{one.words}</b>,
    },
    {
      id: "effect",
      title: t("programme.gives"),
      width: 130,
      cell: (one) =>
        one.effect.kind === "multiplier"
          ? t("programme.timesBase", { times: one.effect.value / 100 })
          : t("programme.plusPoints", { points: count(one.effect.value) }),
    },
    {
      id: "days",
      title: t("programme.days.of"),
      width: 210,
      className: "tn",
      cell: (one) => `${one.from} – ${one.until}`,
    },
    { id: "whom", title: t("programme.forWhom"), cell: (one) => forWhom(one) || t("programme.forAll") },
  ];
}
