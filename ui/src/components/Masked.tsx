import { EyeOff } from "lucide-react";
import { useTranslation } from "react-i18next";

type Props = {
  /** As the core gives it: `138 •••• 8812`. */
  shown: string;
  /** What it is, in words: 手机. */
  what: string;
  tail: string;
  /** Asks for the reason and shows it for a while; absent where the person may not. */
  onReveal?: (() => void) | undefined;
  /** The whole value while it may be seen. */
  whole?: string | null | undefined;
};

/** A value that is masked until somebody gives a reason to see it. */
export function Masked({ shown, what, tail, onReveal, whole = null }: Props) {
  const { t } = useTranslation();
  return (
    <span className="row num">
      {whole === null ? (
        <span role="img" aria-label={t("masked.aria", { what, tail })}>
          {shown}
        </span>
      ) : (
        <b className="text">{whole}</b>
      )}
      {onReveal !== undefined && whole === null && (
        <button
          type="button"
          className="sp m sm"
          onClick={onReveal}
          aria-label={t("masked.reveal", { what })}
        >
          <EyeOff className="s14" size={14} aria-hidden /> {t("show")}
        </button>
      )}
    </span>
  );
}
