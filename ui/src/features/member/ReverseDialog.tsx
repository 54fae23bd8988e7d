import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  commands,
  type MemberPage as Account,
  type SecondPerson as Second,
  type StatementLine,
} from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Refusal } from "../../components/States";
import { count, signed } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useWrite } from "../../lib/write";
import { nobody, SecondPerson, useLacksSecond } from "./SecondPerson";

type Props = { account: Account; line: StatementLine; onClose: () => void };

/** Alt C: a posting taken back by another one; both stay. What was adjusted with two is taken back by two. */
export function ReverseDialog({ account, line, onClose }: Props) {
  const { t } = useTranslation();
  const [second, setSecond] = useState<Second>(nobody);
  const lacksSecond = useLacksSecond();
  const says = (value: { balance: number }) => t("member.reversedNow", { balance: count(value.balance) });
  const reverse = useWrite(commands.pointsReverse, says);
  const takeBack = useWrite(commands.pointsTakeBack, says);
  const adjusted = line.code === "adjust";
  const needed = adjusted && Math.abs(line.points) > account.second_person_above;
  const save = async () => {
    const outcome = adjusted
      ? await takeBack.write({ back: { entry: line.id, second: null }, second: needed ? second : null })
      : await reverse.write(line.id);
    if (outcome.saved) onClose();
    else setSecond((before) => ({ ...before, pin: "" }));
  };
  const fault = reverse.fault ?? takeBack.fault;
  return (
    <Dialog
      title={t("member.reverse")}
      aside={`#${line.seq}`}
      onClose={onClose}
      confirm={{
        label: t("member.reverseIt"),
        run: () => void save(),
        busy: reverse.state === "writing" || takeBack.state === "writing",
        lacks: line.reversed_by === null ? lacksSecond(needed, second) : t("member.wasReversed"),
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <div className="row b num">
          <span className="big">{signed(line.points)}</span>
          <span>
            {word("entry", line.code)} {line.reason === "" ? line.memo : line.reason}
          </span>
          <span className="sp m">{line.date}</span>
        </div>
        <div className="sm i2">
          {t("member.reverseSo")} {line.code === "redeem" && t("member.reverseVoids")}{" "}
          {t("member.reverseFinal")}
        </div>
        {needed && <SecondPerson above={account.second_person_above} value={second} onChange={setSecond} />}
        {fault !== null && <Refusal fault={fault} />}
      </div>
    </Dialog>
  );
}
