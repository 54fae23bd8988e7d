import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem, ProblemCode } from "../../api/bindings";
import { word } from "../../lib/i18n";
import { Choices } from "../../components/Choices";
import { problemsLike } from "./queries";

type Props = {
  id: string;
  value: Problem | null;
  onChange: (value: ProblemCode | null) => void;
  focused?: boolean;
};

/** The problem by pinyin letters or words; what it fills in stands under it. */
export function ProblemInput({ id, value, onChange, focused = false }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value === null ? "" : word("problem", value.code));
  const found = useQuery(problemsLike(typed));
  const pick = (problem: Problem) => {
    setTyped(word("problem", problem.code));
    onChange(problem.code);
  };
  return (
    <>
      <Choices
        id={id}
        value={typed}
        focused={focused}
        onType={(words) => {
          setTyped(words);
          onChange(null);
        }}
        hint={value?.initials ?? t("ticket.problemHint")}
        options={value === null && typed.trim() !== "" ? (found.data ?? []) : []}
        optionId={(problem) => problem.code}
        option={(problem) => (
          <>
            {word("problem", problem.code)} <span className="m sm">{problem.initials}</span>
          </>
        )}
        onPick={pick}
      />
      {value !== null && (
        <div className="fill">
          <span>
            <span className="lab">{t("ticket.area")}</span>
            {word("area", value.area)}
          </span>
          <span>
            <span className="lab">{t("ticket.department")}</span>
            {word("department", value.department)}
          </span>
          <span>
            <span className="lab">{t("ticket.touchpoint")}</span>
            {word("touchpoint", value.touchpoint)}
          </span>
        </div>
      )}
    </>
  );
}
