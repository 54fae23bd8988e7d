import { useTranslation } from "react-i18next";
import { commands, type Department, type FollowUp, type Hand, type LineKind } from "../../api/bindings";
import { Dialog } from "../../components/Dialog";
import { Field, TextArea, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { Refusal } from "../../components/States";
import { useDesk, useLanguage, useNow } from "../../lib/desk";
import { clock, dateOf, dayInWords } from "../../lib/format";
import { word } from "../../lib/i18n";
import { whenIn } from "../../lib/when";
import { type Form, useDraft, useKeptChoice, useKeptFields, useKeptText } from "../../lib/unsaved";
import { useWrite } from "../../lib/write";
import { departments } from "../../lib/departments";
import { type About, AboutInput, nothing } from "./AboutInput";

export const kinds: readonly LineKind[] = [
  "note",
  "patrol",
  "double_lock",
  "vip",
  "incident",
  "safety",
  "engineering",
  "room",
  "concierge",
  "cash",
  "night_audit",
  "lost",
];

/** F2: one line of the log, and what follows from it; it cannot be changed, only put right by another. */
export function WriteDialog({ hands, onClose }: { hands: readonly Hand[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { form, shut } = useDraft("duty/write", onClose);
  const [about, setAbout] = useKeptFields<About>("about", nothing, form);
  const [kind, setKind] = useKeptChoice<LineKind, LineKind>("kind", "note", kinds, form);
  const [words, setWords] = useKeptText("words", "", form);
  const follow = useFollow(hands, form);
  const write = useWrite(commands.dutyWrite, () => t("duty.written"));
  const save = async () => {
    const input = {
      kind,
      room: about.room.trim(),
      guest: about.guest,
      words: words.trim(),
      follow_up: follow.asked,
    };
    if ((await write.write(input)).saved) shut();
  };
  const lacks =
    words.trim() === ""
      ? t("duty.lacksWords")
      : kind === "double_lock" && about.room.trim() === ""
        ? t("duty.lacksRoom")
        : about.typed.trim() !== "" && about.room === "" && about.guest === null
          ? t("duty.lacksAbout")
          : follow.lacks;
  return (
    <Dialog
      title={t("duty.write")}
      onClose={shut}
      confirm={{
        label: t("duty.keep"),
        cap: "Ctrl Enter",
        run: () => void save(),
        busy: write.state === "writing",
        lacks,
      }}
    >
      <div className="col" style={{ gap: 12 }}>
        <Field label={t("duty.words")}>
          {(id) => <TextArea id={id} value={words} onChange={setWords} rows={2} maxLength={500} focused />}
        </Field>
        <div className="duty-two">
          <Pick
            label={t("duty.kindLabel")}
            value={kind}
            onChange={setKind}
            choices={kinds.map((value) => ({ value, label: word("duty.kind", value) }))}
          />
          <Field label={t("duty.about")} {...(kind === "double_lock" ? {} : { optional: t("optional") })}>
            {(id) => <AboutInput id={id} about={about} onChange={setAbout} />}
          </Field>
        </div>
        <FollowFields follow={follow} hands={hands} />
        <div className="sm i2">{t("duty.writeSo")}</div>
        {write.fault !== null && <Refusal fault={write.fault} />}
      </div>
    </Dialog>
  );
}

type Follow = {
  department: Department | "";
  setDepartment: (department: Department | "") => void;
  owner: string;
  setOwner: (owner: string) => void;
  when: string;
  setWhen: (when: string) => void;
  /** The instant that the words name. */
  due: number | null;
  asked: FollowUp | null;
  lacks: string | undefined;
};

function useFollow(hands: readonly Hand[], form: Form): Follow {
  const { t } = useTranslation();
  const { skewMs, time_zone: zone } = useDesk();
  const [department, setDepartment] = useKeptChoice<Department | "", "">("department", "", departments, form);
  const [owner, setOwner] = useKeptText("owner", "", form);
  const [when, setWhen] = useKeptText("when", "", form);
  const due = whenIn(when, useNow(skewMs, 30_000), zone);
  const asked =
    department === "" || due === null
      ? null
      : { department, owner: hands.find((hand) => hand.user === owner)?.user ?? null, due_ms: due };
  const lacks =
    when.trim() === "" && department === ""
      ? undefined
      : due === null
        ? t("duty.lacksTime")
        : department === ""
          ? t("duty.lacksDepartment")
          : undefined;
  return { department, setDepartment, owner, setOwner, when, setWhen, due, asked, lacks };
}

function FollowFields({ follow, hands }: { follow: Follow; hands: readonly Hand[] }) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk();
  const language = useLanguage();
  const { due } = follow;
  return (
    <>
      <div className="duty-two">
        <Pick
          label={`${t("duty.followBy")} · ${t("optional")}`}
          value={follow.department}
          onChange={follow.setDepartment}
          choices={[
            { value: "" as const, label: t("duty.followNone") },
            ...departments.map((value) => ({ value, label: word("department", value) })),
          ]}
        />
        <Field label={t("duty.followDue")} optional={t("optional")}>
          {(id) => (
            <TextInput
              id={id}
              value={follow.when}
              onChange={follow.setWhen}
              maxLength={20}
              hint={
                due === null
                  ? t("duty.whenHint")
                  : `${dayInWords(dateOf(due, zone), language)} ${clock(due, zone)}`
              }
            />
          )}
        </Field>
      </div>
      {follow.department !== "" && (
        <Pick
          label={`${t("duty.followOwner")} · ${t("optional")}`}
          value={follow.owner}
          onChange={follow.setOwner}
          choices={[
            { value: "", label: t("duty.ownerNone") },
            ...hands.map((hand) => ({ value: hand.user, label: hand.name })),
          ]}
        />
      )}
    </>
  );
}
