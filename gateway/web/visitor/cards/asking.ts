// Which cards can be answered now; the server decides, this keeps dead buttons from looking alive.

import type { Message } from "../../sdk/index.ts";
import type { CardThread } from "../model/thread.ts";

/** What this card asks can be answered now, by the server's clock in ms since the epoch. */
export function isAsking(thread: CardThread | undefined, message: Message, now: number): boolean {
  if (!thread?.session || message.number === 0) return false;
  const { body, number, is_answer: isAnswer } = message;
  const { state, rating } = thread.session;
  switch (body.kind) {
    case "menu":
      // What the robot offers are questions, to be asked again and again.
      if (body.purpose !== "" || isAnswer) return state === "robot";
      return state === "collecting" && isNewest(thread, number);
    case "form":
      return state === "collecting" && isNewest(thread, number);
    case "rating":
      return rating === number && now < body.expires;
    default:
      return false;
  }
}

/** No other card came since, and nobody has answered it. */
function isNewest({ messages, selections }: CardThread, number: number): boolean {
  const last = messages.findLast(({ body }) => body.kind === "menu" || body.kind === "form");
  return last?.number === number && !selections.has(number);
}
