// A quick reply as it is said in a session.

import type { QuickReply } from "../../../../gateway/web/sdk/index.ts";
import { sessionAt } from "../model/desk_model.ts";
import type { SessionProps } from "../view.ts";
import { filled, valuesOf } from "./model/variables.ts";

export function textIn({ desk, words, session: place }: SessionProps, reply: QuickReply): string {
  const { session } = desk.model.threads.get(sessionAt(place)) ?? {};
  const member = desk.me.member;
  const agent = member?.nickname || member?.name || "";
  return filled(reply.text, valuesOf(session, agent, desk.now(), words.tag));
}
