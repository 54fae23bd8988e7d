import { useNavigate } from "@tanstack/react-router";
import { FolderOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  type BringBackFinding,
  type BringBackPackage,
  type BringBackSeen,
  type BroughtBack,
  commands,
  type PackagesChosen,
} from "../../api/bindings";
import { chooseFolder } from "../../api/call";
import { Action } from "../../components/Action";
import { PageHead } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { Field, TextInput } from "../../components/Field";
import { VerdictMark } from "../../components/Marks";
import { Page } from "../../components/Page";
import { Refusal } from "../../components/States";
import { useMay } from "../../lib/desk";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";
import { useNth } from "../../lib/nth";
import { useTaking } from "./useTaking";
import { useTakingKeys } from "./useTakingKeys";
import { Working } from "./Working";

const unread: PackagesChosen = { path: "" };

/** Where one goes on once they are back. */
type NextUse = { label: string; run: () => void };

/** 从数据包带回: a hotel's own packages are verified, shown, and brought back whole into its empty file. */
export function BringBackPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const taking = useTaking<PackagesChosen, BringBackSeen, BroughtBack>({
    unread,
    preview: commands.bringBackLook,
    take: commands.bringBackTake,
    says: ({ guests, stays }) => t("bringBack.brought", { guests: count(guests), stays: count(stays) }),
  });
  const { file, stage, fault, busy } = taking;
  const choose = async () => {
    const path = await chooseFolder(t("bringBack.choose"));
    if (path !== null) taking.change({ path });
  };
  const rows = stage.at === "preview" ? taken(stage.preview) : 0;
  // Who sets a house up need not be who may read its guests.
  const guests = may("read_guest_list");
  const on: NextUse = {
    label: t(guests ? "place.guests" : "place.settings"),
    run: () => void navigate({ to: guests ? "/guests" : "/settings" }),
  };
  const next =
    stage.at === "done"
      ? on
      : stage.at === "preview" && rows > 0
        ? { label: t("bringBack.take", { rows: count(rows) }), run: () => void taking.take(stage.preview) }
        : { label: t("bringBack.look"), run: () => void taking.preview() };
  const back =
    stage.at === "preview"
      ? { label: t("back"), run: taking.again }
      : { label: t("place.settings"), run: () => void navigate({ to: "/settings" }) };
  const asked = !busy && stage.at !== "done";
  useNth(asked ? ["bring-back-path"] : []);
  const choosing = { label: t("bringBack.choose"), run: () => void choose() };
  useTakingKeys({ busy, choose: asked ? choosing : null, next, back });
  return (
    <Page>
      <PageHead title={t("bringBack.title")} facts={t("bringBack.what")}>
        {asked && (
          <Action size="s" cap="F5" icon={FolderOpen} onClick={() => void choose()}>
            {t("bringBack.choose")}
          </Action>
        )}
      </PageHead>
      {asked && (
        <Folder
          path={file.path}
          looked={stage.at === "preview"}
          onChange={(path) => taking.change({ path })}
          onLook={() => void taking.preview()}
        />
      )}
      {fault !== null && (
        <div className="pad" style={{ paddingBottom: 12 }}>
          <Refusal fault={fault} />
        </div>
      )}
      {busy && <Working job={taking.job} />}
      {stage.at === "preview" && <Seen seen={stage.preview} onTake={() => void taking.take(stage.preview)} />}
      {stage.at === "done" && <Brought brought={stage.taken} next={on} />}
    </Page>
  );
}

/** Rows that come in; none where something is wrong. */
function taken({ packages }: BringBackSeen): number {
  return packages.filter((one) => one.taken).reduce((sum, one) => sum + one.rows, 0);
}

type FolderProps = { path: string; looked: boolean; onChange: (path: string) => void; onLook: () => void };

/** Where the packages lie, and the look at them. */
function Folder({ path, looked, onChange, onLook }: FolderProps) {
  const { t } = useTranslation();
  return (
    <form
      className="choice one"
      onSubmit={(event) => {
        event.preventDefault();
        onLook();
      }}
    >
      <Field id="bring-back-path" label={t("bringBack.folder")}>
        {(id) => <TextInput id={id} value={path} onChange={onChange} maxLength={1000} />}
      </Field>
      <Action
        type="submit"
        kind={looked ? "plain" : "primary"}
        cap={looked ? undefined : "Ctrl Enter"}
        lacks={path.trim() === "" ? t("bringBack.lacks") : undefined}
      >
        {t("bringBack.look")}
      </Action>
      {!looked && (
        <div className="sm i2" style={{ gridColumn: "1 / -1", marginTop: 8 }}>
          {t("bringBack.notBack")}
        </div>
      )}
    </form>
  );
}

/** What would come in, or what is wrong. */
function Seen({ seen, onTake }: { seen: BringBackSeen; onTake: () => void }) {
  const { t } = useTranslation();
  const rows = taken(seen);
  return (
    <>
      {seen.findings.length > 0 ? (
        <Findings findings={seen.findings} />
      ) : (
        <Packages packages={seen.packages} />
      )}
      {seen.findings.length > 0 && (
        <div className="foot">
          <span className="rd">
            <VerdictMark verdict="block" bare /> {t("bringBack.wrong")}
          </span>
        </div>
      )}
      {rows > 0 && (
        <div className="foot">
          <Action kind="primary" size="l" cap="Ctrl Enter" onClick={onTake}>
            {t("bringBack.take", { rows: count(rows) })}
          </Action>
          <span className="i2">
            <VerdictMark verdict="pass" bare /> {t("bringBack.fine")}
            {t("list.semicolon")}
            {t("bringBack.final")}
          </span>
        </div>
      )}
    </>
  );
}

function Packages({ packages }: { packages: readonly BringBackPackage[] }) {
  const { t } = useTranslation();
  const columns: Column<BringBackPackage>[] = [
    {
      id: "taken",
      title: t("imports.result"),
      width: 200,
      cell: (row) => (
        <span className={row.taken ? "w5" : "i2"}>{t(row.taken ? "bringBack.taken" : "bringBack.left")}</span>
      ),
    },
    { id: "folder", title: t("bringBack.package"), over: true, cell: (row) => row.folder },
    {
      id: "version",
      title: t("bringBack.version"),
      width: 90,
      align: "right",
      cell: (row) => count(row.version),
    },
    { id: "rows", title: t("bringBack.rows"), width: 120, align: "right", cell: (row) => count(row.rows) },
    { id: "last", title: t("bringBack.last"), width: 130, align: "right", cell: (row) => row.last },
  ];
  return (
    <DataTable
      label={t("bringBack.packages")}
      rows={packages}
      columns={columns}
      rowId={(row) => row.folder}
    />
  );
}

function Findings({ findings }: { findings: readonly BringBackFinding[] }) {
  const { t } = useTranslation();
  const columns: Column<BringBackFinding>[] = [
    {
      id: "code",
      title: t("bringBack.finding"),
      width: 260,
      className: "rd w5",
      cell: (row) => word("core.finding", row.code),
    },
    { id: "package", title: t("bringBack.package"), over: true, cell: (row) => row.package },
    { id: "table", title: t("bringBack.table"), width: 150, cell: (row) => row.table },
    { id: "column", title: t("bringBack.column"), width: 170, cell: (row) => row.column },
    {
      id: "line",
      title: t("bringBack.line"),
      width: 90,
      align: "right",
      cell: (row) => (row.line === 0 ? "" : count(row.line)),
    },
  ];
  return (
    <DataTable
      label={t("bringBack.findings")}
      rows={findings}
      columns={columns}
      rowId={(row) => `${row.package}${row.table}${row.line}${row.column}${row.code}`}
    />
  );
}

/** What came back, and what could not. */
function Brought({ brought, next }: { brought: BroughtBack; next: NextUse }) {
  const { t } = useTranslation();
  const { guests, members, stays, complaints, postings, points, differences } = brought;
  const [g, m, s, c, p, held] = [guests, members, stays, complaints, postings, points].map((one) =>
    count(one),
  );
  return (
    <div className="pad col" style={{ gap: 12, maxWidth: 760 }}>
      <div>
        <VerdictMark verdict="pass" bare />{" "}
        {t("bringBack.done", { guests: g, members: m, stays: s, complaints: c, postings: p, points: held })}
      </div>
      {differences.length > 0 && (
        <div className="i2">{t("bringBack.differences", { count: differences.length })}</div>
      )}
      <div className="i2">{t("bringBack.notBack")}</div>
      <div>
        <Action kind="primary" cap="Ctrl Enter" onClick={next.run}>
          {next.label}
        </Action>
      </div>
    </div>
  );
}
