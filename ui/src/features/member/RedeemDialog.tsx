import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type MemberPage as Account, type RewardLine, type VoucherId } from "../../api/bindings";
import { type Column, DataTable } from "../../components/DataTable";
import { Dialog } from "../../components/Dialog";
import { Field, TextInput } from "../../components/Field";
import { Keycap } from "../../components/Keycap";
import { Refusal } from "../../components/States";
import { useDesk, useLanguage } from "../../lib/desk";
import { count, dayOfYear } from "../../lib/format";
import { typedBegins } from "../../lib/initials";
import { useWrite } from "../../lib/write";
import { rewardName } from "../../lib/rewards";
import { rewardLacks } from "./rewardWords";

type Props = {
  account: Account;
  reward: string | null;
  onClose: () => void;
  /** It came with a voucher, which goes to paper. */
  onVoucher: (voucher: VoucherId) => void;
};

/** The row in which only points are named. */
const byNumber = "";
/** Rows that a digit names. */
const digitsMax = 9;

type Row = { code: string; nth: number; line: RewardLine | null };

/** F6: a reward by its digit or its initials, or a number of points; Enter takes them from the lots that lapse first. */
export function RedeemDialog({ account, reward, onClose, onVoucher }: Props) {
  const { t } = useTranslation();
  const { rows, code, line, typed, points, lacks, pick, type, walk } = useChoice(account, reward);
  const redeem = useWrite(commands.pointsRedeem, (value) =>
    t("member.redeemedNow", { points: count(Math.abs(value.points)), balance: count(value.balance) }),
  );
  const save = async () => {
    const member = account.member.member_no;
    const outcome = await redeem.write({ member, points, reward: line?.code ?? null });
    if (!outcome.saved) return;
    onClose();
    if (outcome.value.voucher !== null) onVoucher(outcome.value.voucher);
  };
  return (
    <Dialog
      title={t("member.redeem")}
      aside={account.member.member_no}
      onClose={onClose}
      confirm={{ label: t("member.redeem"), run: () => void save(), busy: redeem.state === "writing", lacks }}
      width={640}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="row b num">
          <span className="big">{count(account.balance)}</span>
          <span className="i2">{t("member.balance")}</span>
          {lacks === undefined && (
            <span className="sp">{t("member.leaves", { points: count(account.balance - points) })}</span>
          )}
        </div>
        <Field label={t("member.reward")}>
          {(id) => (
            <TextInput
              id={id}
              value={typed}
              onChange={type}
              onWalk={walk}
              hint={t("redemption.how")}
              maxLength={12}
              focused
            />
          )}
        </Field>
        <DataTable
          label={t("member.canHave")}
          columns={useColumns()}
          rows={rows}
          rowId={(row) => row.code}
          selected={code}
          onSelect={(row) => pick(row.code)}
          muted={(row) => row.line !== null && !row.line.affordable}
        />
        {redeem.fault !== null && <Refusal fault={redeem.fault} />}
      </div>
    </Dialog>
  );
}

/** Which row is meant, by what is typed or walked to, and why it cannot be had. */
function useChoice(account: Account, reward: string | null) {
  const { t } = useTranslation();
  const rows: Row[] = account.rewards.map((line, nth) => ({ code: line.code, nth, line }));
  rows.push({ code: byNumber, nth: rows.length, line: null });
  const [typed, setTyped] = useState("");
  const [code, pick] = useState(reward ?? rows[0]?.code ?? byNumber);
  const at = rows.findIndex((row) => row.code === code);
  const line = rows[at]?.line ?? null;
  const points = line?.points ?? Number(typed);
  const type = (text: string) => {
    setTyped(text);
    const found = meant(text.trim(), rows);
    if (found !== undefined) pick(found.code);
  };
  const walk = (by: 1 | -1) => {
    setTyped("");
    pick(rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.code ?? byNumber);
  };
  const unknown = typed.trim() !== "" && meant(typed.trim(), rows) === undefined;
  const unnamed = !Number.isInteger(points) || points <= 0 ? t("member.lacksPoints") : undefined;
  const lacksIt = line === null ? unnamed : rewardLacks(line, t);
  return {
    rows,
    code,
    line,
    typed,
    points,
    lacks: unknown ? t("redemption.unknown") : lacksIt,
    pick,
    type,
    walk,
  };
}

/** What is typed: a row's digit, a number of points, or how a reward begins, also by its initials. */
function meant(text: string, rows: readonly Row[]): Row | undefined {
  if (/^[1-9]$/.test(text)) return rows[Number(text) - 1];
  if (/^\d+$/.test(text)) return rows.at(-1);
  return text === ""
    ? undefined
    : rows.find(({ line }) => line !== null && typedBegins(text, rewardName(line)));
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const { today } = useDesk();
  return [
    {
      id: "nth",
      title: t("key.one"),
      width: 48,
      cell: ({ nth }) => nth < digitsMax && <Keycap cap={String(nth + 1)} />,
    },
    {
      id: "what",
      title: t("voucher.what"),
      cell: ({ line }) => (line === null ? t("member.byNumber") : rewardName(line)),
    },
    {
      id: "points",
      title: t("redemption.points"),
      width: 84,
      align: "right",
      cell: ({ line }) => line !== null && count(line.points),
    },
    {
      id: "stock",
      title: t("member.stock"),
      width: 68,
      align: "right",
      cell: ({ line }) => line !== null && (line.left === null ? t("member.unlimited") : count(line.left)),
    },
    {
      id: "until",
      title: t("voucher.validUntil"),
      width: 150,
      cell: ({ line }) => line !== null && <Until line={line} today={today} language={language} />,
    },
  ];
}

type UntilProps = { line: RewardLine; today: string; language: ReturnType<typeof useLanguage> };

/** Until when it would be good, or what is missing for it. */
function Until({ line, today, language }: UntilProps) {
  const { t } = useTranslation();
  const lacks = rewardLacks(line, t);
  if (lacks !== undefined) return <span className="am">{lacks}</span>;
  return line.valid_until === null ? t("reward.atOnce") : dayOfYear(line.valid_until, today, language);
}
