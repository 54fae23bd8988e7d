import { useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type BalancesBrought,
  type BalancesChosen,
  type BalancesSeen,
  commands,
  type ImportProgress,
} from "../../api/bindings";
import { Channel, chooseFile } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { Page } from "../../components/Page";
import { Refusal } from "../../components/States";
import { useMay } from "../../lib/desk";
import { toldOf } from "../../lib/faults";
import { count } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { useNth } from "../../lib/nth";
import { BalancesFacts } from "./BalancesFacts";
import { BalancesList } from "./BalancesList";
import { FileChoice } from "./FileChoice";
import { useTaking } from "./useTaking";
import { endings, useTakingKeys } from "./useTakingKeys";
import { Working } from "./Working";

const unread: BalancesChosen = { path: "", chosen: { encoding: null, delimiter: null }, enrol: false };

/** 带入旧积分: a file of the system before is shown as it would come in, taken in whole, and taken out while nobody used it. */
export function BalancesPage() {
  const { t } = useTranslation();
  const may = useMay()("bring_in_points");
  const navigate = useNavigate();
  const taking = useTaking<BalancesChosen, BalancesSeen, BalancesBrought>({
    unread,
    preview: commands.balancesPreview,
    take: commands.balancesBringIn,
    says: ({ counts }) =>
      t("balances.brought", { members: count(counts.members), points: count(counts.points) }),
  });
  const { file, stage, fault, busy } = taking;
  const choose = async () => {
    const path = await chooseFile(t("imports.choose"), endings);
    if (path !== null) taking.change({ ...file, path });
  };
  const brings = stage.at === "preview" && stage.preview.counts.new > 0;
  const next =
    stage.at === "preview" && brings && may
      ? { label: t("balances.take"), run: () => void taking.take(stage.preview) }
      : { label: t("imports.look"), run: () => void taking.preview() };
  const back =
    stage.at === "choose"
      ? { label: t("runs.title"), run: () => void navigate({ to: "/runs" }) }
      : { label: t("back"), run: taking.again };
  useNth(busy ? [] : ["import-path", "import-encoding", "import-delimiter"]);
  useTakingKeys({ busy, choose: { label: t("imports.choose"), run: () => void choose() }, next, back });
  return (
    <Page>
      <PageHead title={t("balances.title")} facts={t("balances.what")}>
        <Action size="s" cap="F5" icon={FileUp} onClick={() => void choose()}>
          {t("imports.choose")}
        </Action>
      </PageHead>
      {!busy && (
        <FileChoice
          file={file}
          formats={t("balances.formats")}
          onChange={taking.change}
          onPreview={() => void taking.preview()}
          looked={stage.at !== "choose"}
        />
      )}
      {fault !== null && (
        <div className="pad" style={{ paddingBottom: 12 }}>
          <Refusal fault={fault} />
        </div>
      )}
      {busy && <Working job={taking.job} />}
      {stage.at === "preview" && (
        <Shown
          file={file}
          seen={stage.preview}
          onLook={(next) => void taking.look(next)}
          onTake={() => void taking.take(stage.preview)}
        />
      )}
      {stage.at === "done" && (
        <BalancesFacts counts={stage.taken.counts} seen={null} refused={stage.taken.refused}>
          <Action size="l" onClick={taking.again}>
            {t("imports.more")}
          </Action>
          <LeftRows file={file} left={stage.taken.refused.length} />
        </BalancesFacts>
      )}
      {stage.at === "choose" && <BalancesList />}
    </Page>
  );
}

type ShownProps = {
  file: BalancesChosen;
  seen: BalancesSeen;
  onLook: (file: BalancesChosen) => void;
  onTake: () => void;
};

/** The file as it would come in. */
function Shown({ file, seen, onLook, onTake }: ShownProps) {
  const { t } = useTranslation();
  const may = useMay()("bring_in_points");
  return (
    <BalancesFacts
      counts={seen.counts}
      seen={seen}
      refused={seen.refused}
      above={<Enrolling file={file} seen={seen} onLook={onLook} />}
    >
      {may && (
        <Action
          kind="primary"
          size="l"
          cap="Ctrl Enter"
          lacks={seen.counts.new > 0 ? undefined : t("balances.nothing")}
          onClick={onTake}
        >
          {t("balances.takePoints", { points: count(seen.counts.points) })}
        </Action>
      )}
      <LeftRows file={file} left={seen.refused.length} />
    </BalancesFacts>
  );
}

type EnrollingProps = { file: BalancesChosen; seen: BalancesSeen; onLook: (file: BalancesChosen) => void };

/** Guests whom the house knows and who are no members: whether they join by the file is asked, never assumed. */
function Enrolling({ file, seen, onLook }: EnrollingProps) {
  const { t } = useTranslation();
  const { enrolled, unenrolled } = seen.counts;
  const asked = file.enrol || unenrolled > 0;
  const look = () => onLook({ ...file, enrol: !file.enrol });
  const label = file.enrol ? t("balances.enrolNot") : t("balances.enrol");
  useKeys(asked ? [{ cap: "Alt N", label, place: "verb", run: look }] : []);
  if (!asked) return null;
  return (
    <div className="pad row" style={{ paddingBottom: 10 }}>
      <span>
        {file.enrol
          ? t("balances.enrolling", { guests: count(enrolled) })
          : t("balances.unenrolled", { guests: count(unenrolled) })}
      </span>
      <Action size="s" cap="Alt N" onClick={look}>
        {label}
      </Action>
    </div>
  );
}

/** The rows that are not taken, as a file for whoever made the list. */
function LeftRows({ file, left }: { file: BalancesChosen; left: number }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState("");
  const keep = async () => {
    const progress = new Channel<ImportProgress>();
    const answer = await commands.balancesLeft(crypto.randomUUID(), file, progress);
    setSaid(answer.status === "ok" ? t("balances.kept", { path: answer.data }) : toldOf(answer.error));
  };
  useKeys(
    left > 0 ? [{ cap: "Alt S", label: t("balances.keepLeft"), place: "verb", run: () => void keep() }] : [],
  );
  if (left === 0) return null;
  return (
    <>
      <Action size="l" cap="Alt S" onClick={() => void keep()}>
        {t("balances.keepLeft")}
      </Action>
      <span role="status" className="sm i2" style={{ overflowWrap: "anywhere" }}>
        {said}
      </span>
    </>
  );
}
