import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type MemberList } from "../../api/bindings";
import { Action } from "../../components/Action";
import { useMay } from "../../lib/desk";
import { toldOf } from "../../lib/faults";
import { count } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { memberListCount } from "../../lib/memberLists";
import { listed } from "./listQueries";

type Props = {
  list: MemberList;
  page: number;
  /** What else can be done with the list. */ children: ReactNode;
};

/** What of the list is shown, of how many; and the list as a file for whoever may take guests out of the house. */
export function ListExport({ list, page, children }: Props) {
  const { t } = useTranslation();
  const may = useMay()("export_member_list");
  const all = useQuery(memberListCount(list)).data;
  const [said, setSaid] = useState("");
  const run = async () => {
    const answer = await commands.memberListExport(crypto.randomUUID(), { list });
    if (answer.status === "error") return setSaid(toldOf(answer.error));
    const { path, exported } = answer.data;
    setSaid(t("guestList.exported", { count: exported.members, path }));
  };
  useKeys(may ? [{ cap: "Alt E", label: t("guestList.export"), place: "verb", run: () => void run() }] : []);
  const from = (page - 1) * listed + 1;
  const shown = all === undefined ? "" : t("members.shown", { from: count(from), all: count(all.members) });
  const points =
    all === undefined || all.points === 0 ? "" : t("members.pointsAll", { points: count(all.points) });
  return (
    <div className="pad row sm i2 listed-how">
      <span>
        {all === undefined ? t("members.counting") : [shown, points].filter(Boolean).join(t("list.comma"))}
      </span>
      {may && (
        <Action size="s" cap="Alt E" onClick={() => void run()}>
          {t("guestList.export")}
        </Action>
      )}
      {children}
      <span role="status" style={{ overflowWrap: "anywhere" }}>
        {said}
      </span>
    </div>
  );
}
