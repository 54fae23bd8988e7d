import { useTranslation } from "react-i18next";
import type { Twice } from "../lib/twice";
import { CodeInput } from "./CodeInput";

type Props = { twice: Twice; label: string; barred?: boolean | undefined };

/** The boxes of a PIN that is typed twice; the second time they are others, and empty. */
export function TwiceInput({ twice, label, barred }: Props) {
  return (
    <CodeInput
      key={twice.again ? "again" : "first"}
      kind="pin"
      label={label}
      value={twice.pin}
      onChange={twice.setPin}
      onFull={twice.enter}
      bad={twice.differs}
      barred={barred}
    />
  );
}

/** Says that the second was another than the first. */
export function TwiceDiffers() {
  const { t } = useTranslation();
  return (
    <span className="rd" role="alert">
      {t("signin.pinDiffers")}
    </span>
  );
}
