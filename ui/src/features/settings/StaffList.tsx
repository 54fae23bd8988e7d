import { useQuery } from "@tanstack/react-query";
import { UserRoundPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type User } from "../../api/bindings";
import { call } from "../../api/call";
import { Action } from "../../components/Action";
import { Heading } from "../../components/Blocks";
import { type Column, DataTable } from "../../components/DataTable";
import { useDesk, useMay } from "../../lib/desk";
import { word } from "../../lib/i18n";
import { useKeys } from "../../lib/keys";
import { useRows } from "../../lib/rows";
import { OwnAccountDialog } from "./OwnAccountDialog";
import { PinDialog } from "./PinDialog";
import { StaffDialog } from "./StaffDialog";

type Open =
  | { what: "add" }
  | { what: "edit" | "own"; user: User }
  | { what: "pin"; user: Pick<User, "id" | "name"> }
  | null;

/** Who may sign in; whoever runs the house adds, changes and takes out, and has a colleague type a PIN here. */
export function StaffList() {
  const { t } = useTranslation();
  const may = useMay();
  const [open, setOpen] = useState<Open>(null);
  const listed = useQuery({
    queryKey: ["staff", "all"],
    queryFn: () => call(commands.staffList()),
    meta: { reads: ["user"] },
  });
  const numberOf = useOwnNumbers();
  const add = () => setOpen({ what: "add" });
  useKeys(may("add_user") ? [{ cap: "Alt J", label: t("staff.add"), place: "verb", run: add }] : []);
  // Who left is there for those who may have them back.
  const rows = (listed.data ?? []).filter((user) => user.active || may("edit_user"));
  const edit = (user: User) => (may("edit_user") ? setOpen({ what: "edit", user }) : undefined);
  const { selected, select } = useRows({
    rows,
    idOf: (user: User) => user.id,
    ...(may("edit_user") && { onOpen: edit, opens: t("staff.edit") }),
  });
  const close = () => setOpen(null);
  const columns = useColumns(numberOf, (user) => setOpen({ what: "own", user }));
  return (
    <>
      <div className="pad">
        <Heading
          end={
            may("add_user") && (
              <Action size="s" cap="Alt J" icon={UserRoundPlus} onClick={add}>
                {t("staff.add")}
              </Action>
            )
          }
        >
          {t("settings.staff")}
        </Heading>
      </div>
      <DataTable
        label={t("settings.staff")}
        columns={columns}
        rows={rows}
        rowId={(user) => user.id}
        selected={selected}
        onSelect={select}
        onOpen={edit}
        fill
      />
      {open?.what === "own" && (
        <OwnAccountDialog user={open.user} held={numberOf(open.user)} onClose={close} />
      )}
      {open?.what === "pin" && <PinDialog user={open.user} onClose={close} />}
      {(open?.what === "add" || open?.what === "edit") && (
        <StaffDialog
          user={open.what === "edit" ? open.user : null}
          onClose={close}
          onPin={(user) => setOpen({ what: "pin", user })}
        />
      )}
    </>
  );
}

/** Which member a colleague is, for those who say it. */
function useOwnNumbers(): (user: User) => string {
  const may = useMay();
  const own = useQuery({
    queryKey: ["own-accounts"],
    queryFn: () => call(commands.ownGuests()),
    enabled: may("link_own_guest"),
    meta: { reads: ["user", "guest", "member"] },
  });
  return (user) => own.data?.find((one) => one.user === user.id)?.member_no ?? "";
}

function useColumns(numberOf: (user: User) => string, onOwn: (user: User) => void): Column<User>[] {
  const { t } = useTranslation();
  const may = useMay();
  const desk = useDesk();
  const columns: Column<User>[] = [
    {
      id: "name",
      title: t("settings.name"),
      width: 180,
      cell: (user) => <b className={user.active ? "w5" : "w5 m"}>{user.name}</b>,
    },
    { id: "sign", title: t("settings.signIn"), width: 180, className: "i2", cell: (user) => user.sign_in },
    { id: "role", title: t("settings.role"), width: 180, cell: (user) => t(`role.${user.role}`) },
    {
      id: "department",
      title: t("settings.department"),
      cell: (user) => word("department", user.department),
    },
    {
      id: "pin",
      title: "PIN",
      width: 140,
      className: "i2",
      cell: (user) =>
        !user.active ? (
          t("staff.left")
        ) : user.has_pin ? (
          t("settings.pinSet")
        ) : (
          <span className="am">{t("settings.pinNone")}</span>
        ),
    },
  ];
  if (may("link_own_guest"))
    columns.push({
      id: "own",
      title: t("own.member"),
      width: 190,
      cell: (user) => (
        <span className="row">
          <span className="tn">{numberOf(user)}</span>
          {user.id !== desk.user.id && user.active && (
            <Action size="s" onClick={() => onOwn(user)}>
              {numberOf(user) === "" ? t("own.say") : t("own.change")}
            </Action>
          )}
        </span>
      ),
    });
  return columns;
}
