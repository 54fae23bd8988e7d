import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GuestId, Hit } from "../../api/bindings";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { word } from "../../lib/i18n";
import { guestsFound } from "./listQueries";

type Props = {
  label: string;
  value: GuestId | null;
  onChange: (guest: GuestId | null) => void;
  focused?: boolean;
};

/** One guest by name, pinyin, number or room: typed, then picked of those found. */
export function GuestChoice({ label, value, onChange, focused = false }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const found = useQuery(guestsFound(typed));
  const hits = typed.trim() === "" ? [] : (found.data?.hits ?? []);
  const type = (text: string) => {
    setTyped(text);
    onChange(null);
  };
  return (
    <>
      <Field label={label}>
        {(id) => (
          <TextInput
            id={id}
            value={typed}
            onChange={type}
            focused={focused}
            hint={t("member.findHint")}
            maxLength={60}
          />
        )}
      </Field>
      {hits.length > 0 && (
        <Pick
          label={t("member.foundThese", { count: hits.length })}
          value={value}
          onChange={onChange}
          choices={hits.map((hit) => ({ value: hit.guest_id, label: told(hit) }))}
        />
      )}
      {typed.trim() !== "" && found.isSuccess && hits.length === 0 && (
        <div className="sm i2">{t("member.foundNone")}</div>
      )}
    </>
  );
}

/** Name, number and the end of a phone: enough to tell two namesakes apart. */
function told(hit: Hit): string {
  const title = hit.title === "none" ? "" : ` ${word("honorific", hit.title)}`;
  return [`${hit.name}${title}`, hit.member_no ?? "", hit.phone, hit.room_no].filter(Boolean).join(" · ");
}
