import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { GuestId, StatementLine } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Empty, Refusal, Waiting } from "../../components/States";
import { guestCard } from "../../lib/card";
import { useRows } from "../../lib/rows";
import { AccountHead } from "./AccountHead";
import { pendingRows } from "./pendingRows";
import { memberPage } from "./queries";
import { Statement } from "./Statement";
import "./member.css";

/** 积分与权益 on the card: the balance, what lapses when, the way to the next tier, and the statement. */
export function Benefits({ guest, enrolled }: { guest: GuestId; enrolled: boolean }) {
  const { t } = useTranslation();
  const account = useQuery({ ...memberPage(guest), enabled: enrolled });
  const card = useQuery({ ...guestCard(guest), enabled: enrolled }).data;
  const shown = account.data;
  const lines = shown === undefined ? [] : [...pendingRows(shown), ...shown.statement.lines];
  const { selected, select } = useRows({ rows: lines, idOf: (line: StatementLine) => line.id });
  if (!enrolled) return <Empty title={t("member.notYet")}>{t("member.notYetWhy")}</Empty>;
  if (account.isError) return <Refusal fault={faultOf(account.error)} />;
  if (account.data === undefined) return <Waiting rows={6} />;
  return (
    <>
      <AccountHead account={account.data} card={card} />
      <Statement
        lines={lines}
        selected={lines.find((line) => line.id === selected)?.id ?? null}
        onSelect={select}
      />
    </>
  );
}
