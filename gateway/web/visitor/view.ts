// What every view of the page is given.

import type { Message } from "../sdk/index.ts";
import type { FirstContext } from "./cards/context.ts";
import type { LiveChat } from "./live_chat.ts";
import type { Words } from "./words.ts";

export interface ViewProps {
  readonly live: LiveChat;
  readonly words: Words;
}

/** What a message's card is given; undefined before there is a connection. */
export function cardContext({ live, words }: ViewProps, message: Message): FirstContext | undefined {
  const conversation = live.conversationOf(message);
  return conversation && { conversation, words, model: live.model, mayAnswer: true, now: () => live.now() };
}
