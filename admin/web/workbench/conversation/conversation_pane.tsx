// The middle pane: one session, or another room, that is looked at.

import "./conversation.css";
import type { SessionProps } from "../view.ts";

export function ConversationPane({ session, words }: SessionProps) {
  return <section class="conversation">{session || words.conversation.choose}</section>;
}
