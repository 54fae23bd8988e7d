import { Check } from "lucide-react";
import type { ReactNode } from "react";

export type StepState = "done" | "now" | "todo";

/** The numbered disc of a step: an ink tick when done, pine when it is its turn. */
export function StepDisc({
  number,
  state,
  keepNumber = false,
}: {
  number: number;
  state: StepState;
  keepNumber?: boolean;
}) {
  return (
    <span className={`no ${state}`} aria-hidden>
      {state === "done" && !keepNumber ? <Check size={13} /> : number}
    </span>
  );
}

type Props = {
  number: number;
  title: string;
  state: StepState;
  children: ReactNode;
  /** Who and when, at the right; without it the content takes the whole width. */
  hand?: ReactNode;
};

/** One of a ticket's seven steps: disc, title, what was recorded or is asked, whose hand and when. */
export function StepRow({ number, title, state, children, hand }: Props) {
  return (
    <li className={`stp ${state}`} aria-current={state === "now" ? "step" : undefined}>
      <StepDisc number={number} state={state} />
      <span className="ti">{title}</span>
      {hand === undefined ? (
        <div className="wide">{children}</div>
      ) : (
        <>
          <div>{children}</div>
          <div className="sm m r tn">{hand}</div>
        </>
      )}
    </li>
  );
}

type QuestionProps = {
  number: number;
  label: string;
  state: StepState;
  /** The id of the field the label belongs to; none for a group of choices. */ field?: string;
  children: ReactNode;
};

/** One question of a form that is filled from top to bottom; the one being filled has a pine bar. */
export function Question({ number, label, state, field, children }: QuestionProps) {
  return (
    <div className={`q ${state}`}>
      <StepDisc number={number} state={state} keepNumber />
      {field === undefined ? <span className="qlab">{label}</span> : <label htmlFor={field}>{label}</label>}
      <div>{children}</div>
    </div>
  );
}
