// One of the options is to be chosen (V3); of the robot's menus again and again.

import type { MenuBody, MenuOption } from "../../sdk/index.ts";
import { useAct } from "./act.ts";
import { isAsking } from "./asking.ts";
import type { CardProps } from "./context.ts";
import { ProblemLine } from "./problem_line.tsx";
import { Linked } from "./text.tsx";

export function MenuCard({ message, context, body }: CardProps & { readonly body: MenuBody }) {
  const { conversation, model, words } = context;
  const { isBusy, problem, run } = useAct(words);
  const thread = model.threads.get(message.session);
  const chosen = thread?.selections.get(message.number)?.option;
  const isOpen = context.mayAnswer && isAsking(thread, message, context.now()) && !isBusy;
  const choose = (option: string) => void run(() => conversation.select(message.number, { option }));
  return (
    <div class="card card-menu" role="group" aria-label={body.title}>
      <p class="card-title"><Linked text={body.title} /></p>
      {body.text && <p class="card-note"><Linked text={body.text} /></p>}
      <ul class="card-options">
        {body.options.map((option) => (
          <li key={option.id}>
            <button
              type="button"
              class="card-option"
              aria-pressed={option.id === chosen}
              aria-disabled={!isOpen}
              onClick={() => isOpen && choose(option.id)}
            >
              <OptionText option={option} />
              {option.id === chosen && <span class="card-chosen" aria-label={words.cards.chosen}>✓</span>}
            </button>
          </li>
        ))}
      </ul>
      {body.tail && <p class="card-note"><Linked text={body.tail} /></p>}
      <ProblemLine problem={problem} />
    </div>
  );
}

function OptionText({ option }: { readonly option: MenuOption }) {
  return (
    <span class="card-option-text">
      {option.text}
      {option.desc && <small>{option.desc}</small>}
    </span>
  );
}
