import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { commands, type Role, type SecondPerson as Second } from "../../api/bindings";
import { call } from "../../api/call";
import { Pick } from "../../components/Pick";
import { PinInput } from "../../components/PinInput";
import { useDesk } from "../../lib/desk";
import { pinDigits } from "../../lib/digits";
import { count } from "../../lib/format";
import { word } from "../../lib/i18n";

/** Posts that may adjust points, who has no limit first: the core decides, this only lists. */
const posts: readonly Role[] = ["general_manager", "duty_manager"];

type Props = { above: number; value: Second; onChange: (value: Second) => void };

export const nobody: Second = { sign_in: "", pin: "" };

/** Above the limit: somebody else who may adjust points confirms with their own PIN; who is signed in stays so. */
export function SecondPerson({ above, value, onChange }: Props) {
  const { t } = useTranslation();
  const desk = useDesk();
  const staff = useQuery({
    queryKey: ["staff"],
    queryFn: () => call(commands.start()),
    meta: { reads: ["user"] },
  });
  const others = (staff.data?.staff ?? [])
    .filter((user) => user.active && user.id !== desk.user.id && posts.includes(user.role))
    .toSorted((one, other) => posts.indexOf(one.role) - posts.indexOf(other.role));
  const who = value.sign_in === "" ? (others[0]?.sign_in ?? "") : value.sign_in;
  return (
    <div className="col" style={{ gap: 12 }}>
      <div className="am w6 sm">{t("second.why", { above: count(above) })}</div>
      <Pick
        label={t("second.who")}
        value={who}
        onChange={(sign_in) => onChange({ ...value, sign_in })}
        choices={others.map((user) => ({
          value: user.sign_in,
          label: `${user.name} · ${word("role", user.role)}`,
        }))}
      />
      <PinInput
        label={t("second.pin")}
        value={value.pin}
        onChange={(pin) => onChange({ sign_in: who, pin })}
      />
    </div>
  );
}

/** What a confirmation still lacks, in words. */
export function useLacksSecond(): (needed: boolean, second: Second) => string | undefined {
  const { t } = useTranslation();
  return (needed, second) => (needed && second.pin.length < pinDigits ? t("second.lacksPin") : undefined);
}
