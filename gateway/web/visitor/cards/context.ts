// What a card is given beside its message.

import type { Conversation, Message } from "../../sdk/index.ts";
import type { CardModel } from "../model/chat_model.ts";
import type { Words } from "../words.ts";

export interface CardContext {
  /** Of the session in which the message was said. */
  readonly conversation: Conversation;
  readonly words: Words;
  readonly model: CardModel;
  /** Who looks is the visitor, whom cards ask; others see what was answered. */
  readonly mayAnswer: boolean;
  /** The server's clock, in ms since the epoch. */
  now(): number;
}

export interface CardProps {
  readonly message: Message;
  readonly context: CardContext;
}
