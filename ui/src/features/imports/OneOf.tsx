import { useTranslation } from "react-i18next";
import { Pick } from "../../components/Pick";

const auto = "auto";

type OneOfProps<Value extends string> = {
  id: string;
  label: string;
  value: Value | null;
  choices: readonly Value[];
  words: (value: Value) => string;
  onChange: (value: Value | null) => void;
};

/** A choice that is recognised from the file where nobody makes it. */
export function OneOf<Value extends string>({
  id: named,
  label,
  value,
  choices,
  words,
  onChange,
}: OneOfProps<Value>) {
  const { t } = useTranslation();
  return (
    <Pick
      id={named}
      label={label}
      value={value ?? auto}
      onChange={(picked) => onChange(choices.find((choice) => choice === picked) ?? null)}
      choices={[
        { value: auto, label: t("imports.auto") },
        ...choices.map((choice) => ({ value: choice, label: words(choice) })),
      ]}
    />
  );
}
