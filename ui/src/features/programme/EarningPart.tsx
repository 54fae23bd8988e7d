import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Caps, Earning, Programme } from "../../api/bindings";
import { Action } from "../../components/Action";
import { Field, TextArea, TextInput, Tick } from "../../components/Field";
import { outletWord } from "../../lib/basis";
import { Cell, OptionalCell, WarningsCell } from "./Cell";
import { listed } from "./draft";
import { Group, Rule, Rules } from "./Rule";

export type PartProps = {
  draft: Programme;
  /** Undefined where the reader may only look. */
  onDraft: ((draft: Programme) => void) | undefined;
};

const fromTheBill: ReadonlySet<string> = new Set(["room", "food", "other"]);
const capsOf = ["per_stay", "per_day", "per_month", "per_year"] as const;

/** What stays and bills earn, what caps it, how long points last. */
export function EarningPart({ draft, onDraft }: PartProps) {
  const { t } = useTranslation();
  const set =
    onDraft === undefined
      ? undefined
      : (part: Partial<Earning>) => onDraft({ ...draft, earning: { ...draft.earning, ...part } });
  return (
    <div className="groups">
      <Group title={t("programme.outlets")} so={t("programme.outletsSo")}>
        <Outlets earning={draft.earning} onEarning={set} />
      </Group>
      <Group title={t("programme.caps")} so={t("programme.capsSo")}>
        <CapCells caps={draft.earning.caps} onCaps={set && ((caps) => set({ caps }))} />
      </Group>
      <Group title={t("programme.currencies")} so={t("programme.currenciesSo")}>
        <Currencies earning={draft.earning} onEarning={set} />
      </Group>
      <Group title={t("programme.channels")} so={t("programme.channelsSo")}>
        <Channels earning={draft.earning} onEarning={set} />
      </Group>
      <Group title={t("programme.validity")}>
        <Validity draft={draft} onDraft={onDraft} />
      </Group>
      <Group title={t("programme.other")}>
        <Others draft={draft} onDraft={onDraft} />
      </Group>
    </div>
  );
}

type EarningProps = { earning: Earning; onEarning: ((part: Partial<Earning>) => void) | undefined };

function Outlets({ earning, onEarning }: EarningProps) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const { outlets } = earning;
  const set = (code: string, percent: number) =>
    onEarning?.({ outlets: outlets.map((one) => (one.code === code ? { code, percent } : one)) });
  const add = () => {
    const code = name.trim();
    if (code === "" || outlets.some((one) => one.code === code)) return;
    onEarning?.({ outlets: [...outlets, { code, percent: 100 }] });
    setName("");
  };
  return (
    <>
      <table className="rules">
        <tbody>
          {outlets.map(({ code, percent }) => (
            <tr key={code}>
              <th scope="row">{outletWord(code)}</th>
              <td>
                <Cell
                  label={outletWord(code)}
                  value={percent}
                  digits={2}
                  onChange={onEarning && ((read) => set(code, read))}
                />
              </td>
              <td className="sm m">{t("programme.perMajor")}</td>
              <td>
                {onEarning !== undefined && !fromTheBill.has(code) && (
                  <Action
                    size="s"
                    kind="text"
                    onClick={() => onEarning({ outlets: outlets.filter((one) => one.code !== code) })}
                  >
                    {t("programme.drop")}
                  </Action>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {onEarning !== undefined && (
        <div className="row" style={{ alignItems: "flex-end", gap: 8 }}>
          <Field label={t("programme.outletNew")}>
            {(id) => <TextInput id={id} value={name} onChange={setName} maxLength={40} />}
          </Field>
          <Action size="s" onClick={add}>
            {t("programme.add")}
          </Action>
        </div>
      )}
    </>
  );
}

/** A list as it is typed: its commas stay where they were put. */
function Channels({ earning, onEarning }: EarningProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => earning.excluded_channels.join("，"));
  return (
    <Field label={t("programme.excluded")}>
      {(id) => (
        <TextArea
          id={id}
          value={text}
          onChange={(next) => {
            setText(next);
            onEarning?.({ excluded_channels: listed(next) });
          }}
        />
      )}
    </Field>
  );
}

function CapCells({ caps, onCaps }: { caps: Caps; onCaps: ((caps: Caps) => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <Rules>
      {capsOf.map((cap) => (
        <Rule key={cap} label={t(`programme.cap.${cap}`)} unit={t("programme.points")}>
          <OptionalCell
            label={t(`programme.cap.${cap}`)}
            value={caps[cap]}
            onChange={onCaps && ((read) => onCaps({ ...caps, [cap]: read }))}
          />
        </Rule>
      ))}
    </Rules>
  );
}

function Currencies({ earning, onEarning }: EarningProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const { currencies } = earning;
  const known = /^[A-Z]{3}$/.test(code) && !currencies.some((one) => one.code === code);
  return (
    <>
      <Rules>
        {currencies.map((one) => (
          <Rule key={one.code} label={`1 ${one.code} =`} unit={t("programme.inHouse")}>
            <Cell
              label={one.code}
              value={one.percent}
              digits={2}
              onChange={
                onEarning &&
                ((percent) =>
                  onEarning({
                    currencies: currencies.map((other) =>
                      other.code === one.code ? { ...one, percent } : other,
                    ),
                  }))
              }
            />
          </Rule>
        ))}
      </Rules>
      {onEarning !== undefined && (
        <div className="row" style={{ alignItems: "flex-end", gap: 8 }}>
          <Field label={t("programme.currencyNew")}>
            {(id) => (
              <TextInput
                id={id}
                value={code}
                onChange={(text) => setCode(text.toUpperCase())}
                maxLength={3}
              />
            )}
          </Field>
          <Action
            size="s"
            lacks={known ? undefined : t("programme.currencyLacks")}
            onClick={() => {
              onEarning({ currencies: [...currencies, { code, percent: 100 }] });
              setCode("");
            }}
          >
            {t("programme.add")}
          </Action>
        </div>
      )}
    </>
  );
}

/** How long points last, and whether activity keeps them alive. */
function Validity({ draft, onDraft }: PartProps) {
  const { t } = useTranslation();
  const set = onDraft && ((part: Partial<Programme>) => onDraft({ ...draft, ...part }));
  return (
    <>
      <Rules>
        <Rule label={t("programme.validMonths")} unit={t("programme.months")}>
          <Cell
            label={t("programme.validMonths")}
            value={draft.valid_months}
            onChange={set && ((read) => set({ valid_months: read }))}
          />
        </Rule>
        <Rule label={t("programme.warnDays")} unit={t("programme.days")}>
          <WarningsCell
            label={t("programme.warnDays")}
            value={[draft.warn_days, ...draft.warn_again]}
            onChange={
              set && (([first = Number.NaN, ...again]) => set({ warn_days: first, warn_again: again }))
            }
          />
        </Rule>
        <Rule label={t("programme.graceDays")} unit={t("programme.days")}>
          <Cell
            label={t("programme.graceDays")}
            value={draft.grace_days}
            onChange={set && ((read) => set({ grace_days: read }))}
          />
        </Rule>
      </Rules>
      <Tick
        label={t("programme.extends")}
        checked={draft.activity_extends}
        onChange={(activity_extends) => set?.({ activity_extends })}
      />
    </>
  );
}

const pendings = ["stay_days", "bill_days", "event_days", "referral_days"] as const;

/** What a point is worth, who must sign, which credits wait. */
function Others({ draft, onDraft }: PartProps) {
  const { t } = useTranslation();
  const set = onDraft && ((part: Partial<Programme>) => onDraft({ ...draft, ...part }));
  return (
    <Rules>
      <Rule label={t("programme.worth")} unit={t("programme.pointsPerMajor")}>
        <Cell
          label={t("programme.worth")}
          value={draft.points_per_major}
          onChange={set && ((read) => set({ points_per_major: read }))}
        />
      </Rule>
      <Rule label={t("programme.secondPerson")} unit={t("programme.points")}>
        <Cell
          label={t("programme.secondPerson")}
          value={draft.second_person_above}
          onChange={set && ((read) => set({ second_person_above: read }))}
        />
      </Rule>
      <Rule label={t("programme.referral")} unit={t("programme.points")}>
        <Cell
          label={t("programme.referral")}
          value={draft.referral_points}
          onChange={set && ((read) => set({ referral_points: read }))}
        />
      </Rule>
      <Rule label={t("programme.lateDays")} unit={t("programme.days")}>
        <Cell
          label={t("programme.lateDays")}
          value={draft.earning.late_days}
          onChange={set && ((late_days) => set({ earning: { ...draft.earning, late_days } }))}
        />
      </Rule>
      {pendings.map((one) => (
        <Rule key={one} label={t(`programme.pending.${one}`)} unit={t("programme.daysLater")}>
          <Cell
            label={t(`programme.pending.${one}`)}
            value={draft.pending[one]}
            onChange={set && ((read) => set({ pending: { ...draft.pending, [one]: read } }))}
          />
        </Rule>
      ))}
    </Rules>
  );
}
