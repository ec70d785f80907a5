// What a message says, drawn by the visitors' cards: an agent looks at them and answers none.

import { Card } from "../../../../gateway/web/visitor/cards/cards.tsx";
import { Helpful } from "../../../../gateway/web/visitor/cards/helpful.tsx";
import { Text } from "../../../../gateway/web/visitor/cards/text.tsx";
import type { Message } from "../../../../gateway/web/sdk/index.ts";
import type { StreamProps } from "./stream.tsx";

export function Said({ desk, thread, cardWords: words, message }: StreamProps & { readonly message: Message }) {
  const conversation = desk.conversation(thread.id);
  if (!conversation) return null;
  const { body, is_answer: isAnswer } = message;
  const context = { conversation, words, model: desk.model, mayAnswer: false, now: () => desk.now() };
  // A selection whose card is not here stands for itself.
  const isText = body.kind === "text" || body.kind === "selection";
  return (
    <>
      {isText ? <Text text={body.text} /> : <Card message={message} context={context} />}
      {isAnswer && <Helpful message={message} context={context} />}
    </>
  );
}
