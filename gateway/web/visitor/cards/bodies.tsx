// What a message says: texts at once, cards when what draws them is there.

import type { Message } from "../../sdk/index.ts";
import { later } from "../later.tsx";
import { isRecalled } from "../model/chat_model.ts";
import { isWhole } from "../words.ts";
import { Coming } from "./coming.tsx";
import type { CardContext, FirstContext } from "./context.ts";
import { Text } from "./text.tsx";

const Card = later(async () => (await import("../rest.ts")).Card, Coming);
const Helpful = later(async () => (await import("../rest.ts")).Helpful);

interface BodyProps {
  readonly message: Message;
  readonly context: FirstContext;
}

/** A message, and under the robot's answers whether they helped. */
export function Body({ message, context }: BodyProps) {
  const { words, model } = context;
  if (message.body.kind === "recalled" || isRecalled(model, message)) {
    const isOwn = message.role === "visitor";
    return <p class="card-note">{isOwn ? words.recalledOwn : words.recalledOther}</p>;
  }
  const whole = wholeOf(context);
  return (
    <>
      <Content message={message} context={context} whole={whole} />
      {message.is_answer && whole && <Helpful message={message} context={whole} />}
    </>
  );
}

function Content({ message, context, whole }: BodyProps & { readonly whole: CardContext | undefined }) {
  const { body } = message;
  switch (body.kind) {
    case "text":
    // Of an earlier page of history, whose card is not here.
    case "selection":
      return <Text text={body.text} />;
    default:
      return whole ? <Card message={message} context={whole} /> : <Coming context={context} />;
  }
}

/** The same with the words of cards, if they are there. */
function wholeOf(context: FirstContext): CardContext | undefined {
  const { words } = context;
  return isWhole(words) ? { ...context, words } : undefined;
}
