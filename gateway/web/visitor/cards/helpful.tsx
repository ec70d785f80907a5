// Whether an answer of the robot's has helped; who asks may change his mind.

import { feedbackOf } from "../model/chat_model.ts";
import { useAct } from "./act.ts";
import type { CardProps } from "./context.ts";
import { ProblemLine } from "./problem_line.tsx";

export function Helpful({ message, context }: CardProps) {
  const { conversation, words, model } = context;
  const { isBusy, problem, run } = useAct(words);
  const said = feedbackOf(model, message);
  const choices = [
    { isHelpful: true, sign: "👍", label: words.cards.helpful },
    { isHelpful: false, sign: "👎", label: words.cards.unhelpful },
  ];
  return (
    <div class="card-helpful" role="group" aria-label={words.cards.didItHelp}>
      {choices.map(({ isHelpful, sign, label }) => (
        <button
          key={sign}
          type="button"
          class="card-thumb"
          aria-label={label}
          title={label}
          aria-pressed={said === isHelpful}
          aria-disabled={isBusy}
          onClick={() => void run(() => conversation.rateAnswer(message.number, isHelpful))}
        >
          <span aria-hidden="true">{sign}</span>
        </button>
      ))}
      <ProblemLine problem={problem} />
    </div>
  );
}
