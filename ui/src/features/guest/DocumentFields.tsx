import { useTranslation } from "react-i18next";
import { Field, TextInput } from "../../components/Field";
import { Pick } from "../../components/Pick";
import { word } from "../../lib/i18n";

type Props = {
  /** Empty where no paper was shown. */
  kind: string;
  last4: string;
  /** Whether the whole number was seen once: records are compared by its keyed hash. */
  compared: boolean;
  number: string;
  onKind: (kind: string) => void;
  /** None where only a whole number is taken. */
  onLast4?: (last4: string) => void;
  onNumber: (number: string) => void;
};

/** What kind of paper was shown and its number, of which a keyed hash and the last four are kept; or the last four alone. */
export function DocumentFields({ kind, last4, compared, number, onKind, onLast4, onNumber }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Pick
        label={t("guest.document")}
        value={kind}
        onChange={onKind}
        choices={["", "id_card", "passport", "permit"].map((one) => ({
          value: one,
          label: one === "" ? t("guest.documentNone") : word("document", one),
        }))}
      />
      {kind !== "" && (
        <Field label={t("guest.documentNumber")} optional={t("optional")}>
          {(id) => (
            <TextInput
              id={id}
              value={number}
              onChange={onNumber}
              hint={compared ? t("guest.documentCompared", { last4 }) : t("guest.documentKept")}
              maxLength={60}
            />
          )}
        </Field>
      )}
      {kind !== "" && onLast4 !== undefined && number.trim() === "" && (
        <Field label={t("guest.documentTail")} optional={t("optional")}>
          {(id) => <TextInput id={id} value={last4} onChange={onLast4} maxLength={4} />}
        </Field>
      )}
    </>
  );
}
