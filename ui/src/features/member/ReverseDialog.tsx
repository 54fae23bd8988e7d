import { useTranslation } from "react-i18next";
import { commands, type StatementLine } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/States";
import { count, signed } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useWrite } from "../../lib/write";

/** Alt C: a posting taken back by another one; both stay. */
export function ReverseDialog({ line, onClose }: { line: StatementLine; onClose: () => void }) {
  const { t } = useTranslation();
  const reverse = useWrite(commands.pointsReverse, (value) =>
    t("member.reversedNow", { balance: count(value.balance) }),
  );
  const save = async () => {
    const outcome = await reverse.write(line.id);
    if (outcome.saved) onClose();
  };
  return (
    <Dialog
      title={t("member.reverse")}
      aside={`#${line.seq}`}
      onClose={onClose}
      confirm={{
        label: t("member.reverseIt"),
        run: () => void save(),
        busy: reverse.state === "writing",
        lacks: line.reversed_by === null ? undefined : t("member.wasReversed"),
      }}
    >
      <div className="row b num">
        <span className="big">{signed(line.points)}</span>
        <span>
          {word("entry", line.code)} {line.memo}
        </span>
        <span className="sp m">{line.date}</span>
      </div>
      <div className="sm i2">{t("member.reverseSo")}</div>
      {reverse.fault !== null && <Refusal fault={reverse.fault} />}
    </Dialog>
  );
}
