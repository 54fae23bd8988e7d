import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Action } from "../components/Action";
import { useKeys } from "../lib/keys";

type Props = {
  title: string;
  intro: string;
  /** The fields. */
  children: ReactNode;
  confirm: { label: string; run: () => void; lacks: string | undefined };
  onBack: () => void;
  busy: boolean;
  trouble: ReactNode;
};

/** One page of the first start that asks something: title, fields, the one action, the way back. */
export function StartForm({ title, intro, children, confirm, onBack, busy, trouble }: Props) {
  const { t } = useTranslation();
  const go = () => {
    if (confirm.lacks === undefined && !busy) confirm.run();
  };
  useKeys([{ cap: "Ctrl Enter", run: go }]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <h1 className="h30">{title}</h1>
      <div className="i2">{intro}</div>
      <div className="form">{children}</div>
      {trouble}
      <div className="row" style={{ marginTop: 24 }}>
        <Action kind="primary" size="l" cap="Ctrl Enter" onClick={go} busy={busy} lacks={confirm.lacks}>
          {confirm.label}
        </Action>
        <Action size="l" cap="Esc" onClick={onBack}>
          {t("back")}
        </Action>
      </div>
    </form>
  );
}
