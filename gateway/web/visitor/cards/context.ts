// What a card is given beside its message.

import type { Conversation, Message } from "../../sdk/index.ts";
import type { CardModel } from "../model/chat_model.ts";
import type { AllWords, Words } from "../words.ts";

/** What there is before cards have their words. */
export interface FirstContext {
  /** Of the session in which the message was said. */
  readonly conversation: Conversation;
  readonly words: Words;
  readonly model: CardModel;
  /** Who looks is the visitor, whom cards ask; others see what was answered. */
  readonly mayAnswer: boolean;
  /** The server's clock, in ms since the epoch. */
  now(): number;
}

export interface CardContext extends FirstContext {
  readonly words: AllWords;
}

export interface CardProps {
  readonly message: Message;
  readonly context: CardContext;
}
