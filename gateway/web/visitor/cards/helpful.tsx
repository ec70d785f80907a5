// Whether an answer of the robot's has helped; who asks may change his mind.

import { feedbackOf } from "../model/chat_model.ts";
import { useAct } from "./act.ts";
import type { CardProps } from "./context.ts";
import { ProblemLine } from "./problem_line.tsx";

export function Helpful({ message, context }: CardProps) {
  const { conversation, words, model } = context;
  const { isBusy, problem, run } = useAct(words);
  const said = feedbackOf(model, message);
  if (!context.mayAnswer) {
    return said === undefined ? null : <p class="card-note">{said ? words.cards.helpful : words.cards.unhelpful}</p>;
  }
  const choices = [
    { isHelpful: true, turn: "up", label: words.cards.helpful },
    { isHelpful: false, turn: "down", label: words.cards.unhelpful },
  ];
  return (
    <div class="card-helpful" role="group" aria-label={words.cards.didItHelp}>
      {choices.map(({ isHelpful, turn, label }) => (
        <button
          key={turn}
          type="button"
          class={`card-thumb card-thumb--${turn}`}
          aria-label={label}
          title={label}
          aria-pressed={said === isHelpful}
          aria-disabled={isBusy}
          onClick={() => void run(() => conversation.rateAnswer(message.number, isHelpful))}
        >
          <Thumb />
        </button>
      ))}
      <ProblemLine problem={problem} />
    </div>
  );
}

/** Drawn, since not every machine has emoji. */
function Thumb() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M7 11v10H3V11zM7 11l4-8c1.7 0 3 1.3 3 3v4h5.2c1.2 0 2.1 1.1 1.9 2.3l-1.2 7c-.2 1-1 1.7-2 1.7H7" />
    </svg>
  );
}
