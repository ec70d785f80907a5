// What a card is given beside its message.

import type { Conversation, Message, SelectionBody, Session } from "../../sdk/index.ts";
import type { CardWords } from "./words.ts";

/** What cards look up of a session; the chat's threads have it. */
export interface CardThread {
  readonly session: Session | undefined;
  readonly messages: readonly Message[];
  /** What was selected, by the number of the message that asked. */
  readonly selections: ReadonlyMap<number, SelectionBody>;
  /** Numbers of messages that were taken back. */
  readonly recalled: ReadonlySet<number>;
}

/** What cards look up of the chat; `ChatModel` has it. */
export interface CardModel {
  readonly threads: ReadonlyMap<string, CardThread>;
}

export interface CardContext {
  /** The session that is talked in now: cards of earlier ones can be read, not answered. */
  readonly conversation: Conversation;
  /** `CARD_WORDS` of the visitor's language. */
  readonly words: CardWords;
  readonly model: CardModel;
  /** The server's clock, in ms since the epoch. */
  now(): number;
}

export interface CardProps {
  readonly message: Message;
  readonly context: CardContext;
}
