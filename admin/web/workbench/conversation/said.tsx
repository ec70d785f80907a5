// What a message says, drawn by the visitors' cards: an agent looks at them and answers none.

import { Body } from "../../../../gateway/web/visitor/cards/bodies.tsx";
import type { Message } from "../../../../gateway/web/sdk/index.ts";
import type { StreamProps } from "./stream.tsx";

export function Said({ desk, thread, cardWords: words, message }: StreamProps & { readonly message: Message }) {
  const conversation = desk.conversation(thread.id);
  if (!conversation) return null;
  const context = { conversation, words, model: desk.model, mayAnswer: false, now: () => desk.now() };
  return <Body message={message} context={context} />;
}
