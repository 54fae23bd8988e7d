import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Block } from "../../components/Blocks";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { memberListCount } from "../../lib/memberLists";

/** 到期提醒: how many members are to be told today what expires; the figure opens them. Silent on a day without any. */
export function Warnings() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay()("read_member_lists");
  const asked = memberListCount({ kind: "warning", months: 12, on: null });
  const found = useQuery({ ...asked, enabled: may }).data;
  if (found === undefined || found.members === 0) return null;
  return (
    <Block
      title={t("today.warnings")}
      end={
        <button
          type="button"
          className="linkish num"
          onClick={() => void navigate({ to: "/member", search: { list: "warning" } })}
        >
          {t("today.warningsOf", { members: count(found.members), points: count(found.points) })}
        </button>
      }
    >
      {null}
    </Block>
  );
}
