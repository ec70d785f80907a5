// What was asked and answered here becomes knowledge, once somebody has approved it (R11).

import { useState } from "preact/hooks";

import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import type { SessionProps } from "../view.ts";
import { lastAnswer, lastAsked } from "./model/question.ts";

/** The server's bounds. */
const MAX_QUESTION_CHARS = 200;
const MAX_ANSWER_CHARS = 4_000;

export interface ContributeFormProps extends SessionProps {
  /** What was looked for in vain, perhaps. */
  readonly searched: string;
  readonly onSent?: () => void;
}

interface Draft {
  readonly question: string;
  readonly answer: string;
}

export function ContributeForm({ desk, words, session, searched, onSent }: ContributeFormProps) {
  const [draft, setDraft] = useState<Draft>();
  const [isDone, setDone] = useState(false);
  const act = useAct(words);
  const begin = () => {
    const thread = desk.model.threads.get(session);
    const question = (searched || lastAsked(thread)).replace(/\s+/g, " ").slice(0, MAX_QUESTION_CHARS);
    setDraft({ question, answer: lastAnswer(thread).slice(0, MAX_ANSWER_CHARS) });
    setDone(false);
  };
  if (!draft) {
    return (
      <>
        <button type="button" class="small" onClick={begin}>{words.replies.contribute}</button>
        <p role="status">{isDone && words.replies.contributed}</p>
      </>
    );
  }
  const isReady = draft.question.trim() !== "" && draft.answer.trim() !== "";
  const send = async () => {
    const suggest = () => desk.ask({ frame: "CONTRIBUTE", question: draft.question.trim(), answer: draft.answer });
    if (!isReady || !(await act.run(suggest))) return;
    setDraft(undefined);
    setDone(true);
    onSent?.();
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset disabled={act.isBusy}>
        <label class="field">
          {words.replies.question}
          <input
            required
            maxLength={MAX_QUESTION_CHARS}
            value={draft.question}
            onInput={(event) => setDraft({ ...draft, question: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          {words.replies.answer}
          <textarea
            required
            rows={4}
            maxLength={MAX_ANSWER_CHARS}
            value={draft.answer}
            onInput={(event) => setDraft({ ...draft, answer: event.currentTarget.value })}
          />
        </label>
      </fieldset>
      <ProblemLine problem={act.problem} />
      <div class="form-acts">
        <button type="submit" class="primary" disabled={!isReady || act.isBusy}>{words.replies.contribute}</button>
        <button type="button" onClick={() => setDraft(undefined)}>{words.replies.cancel}</button>
      </div>
    </form>
  );
}
