import { useQuery } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Head } from "../../api/bindings";
import { faultOf } from "../../api/call";
import { Action } from "../../components/Action";
import { Block, Facts } from "../../components/Blocks";
import { Refusal } from "../../components/States";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { fours, shortDigest } from "./digest";
import { sealKey } from "./queries";

type Props = { head: Head | null; onSet: () => void };

/** 收件与封口: to whom packages are sealed, and what was last seen of the history outside the house. */
export function SealBlock({ head, onSet }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const answer = useQuery(sealKey());
  if (answer.isError) return <Refusal fault={faultOf(answer.error)} />;
  if (!answer.isSuccess) return null;
  const key = answer.data;
  const rows = [
    {
      label: t("group.receiver"),
      value: key === null ? <span className="am">{t("group.noKey")}</span> : key.whose,
    },
  ];
  if (key !== null)
    rows.push({
      label: t("group.fingerprint"),
      value: (
        <span className="num" data-test="fingerprint">
          {fours(key.fingerprint)}
        </span>
      ),
    });
  // A package that came back from a lost machine left with the head of another history.
  if (head !== null && head.seq > 0)
    rows.push({
      label: t("group.head"),
      value: (
        <span className="tn">
          {count(head.seq)} · {shortDigest(head.mac)}
        </span>
      ),
    });
  rows.push({ label: t("group.record"), value: <>{t("group.recordSo")}</> });
  return (
    <Block title={t("group.seal")}>
      <Facts rows={rows} />
      {key === null && <div className="sm i2 told">{t("group.noKeySo")}</div>}
      {may("set_seal_key") && (
        <div className="told">
          <Action size="s" cap="F6" icon={LockKeyhole} onClick={onSet}>
            {key === null ? t("group.setKey") : t("group.changeKey")}
          </Action>
        </div>
      )}
    </Block>
  );
}
