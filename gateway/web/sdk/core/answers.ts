// Which frame answers which question, where it is not RES.

import type { Question } from "./client_core.ts";
import type { Answer } from "./events.ts";

interface Names {
  readonly CONTRIBUTE: "CONTRIBUTED";
  readonly GET_COLLEAGUES: "COLLEAGUES";
  readonly GET_CONTRIBUTIONS: "CONTRIBUTIONS";
  readonly GET_CUSTOMER: "CUSTOMER";
  readonly GET_ENTRY: "ENTRY";
  readonly GET_FOLLOW_UPS: "FOLLOW_UPS";
  readonly GET_HISTORY: "HISTORY";
  readonly GET_MESSAGES_LEFT: "MESSAGES_LEFT";
  readonly GET_NEWS: "NEWS";
  readonly GET_QUEUE: "QUEUE";
  readonly GET_QUICK_REPLIES: "QUICK_REPLIES";
  readonly GET_SESSIONS: "SESSIONS";
  readonly GET_TREND: "TREND";
  readonly GET_WHY: "WHY";
  readonly PUT_QUICK_REPLY: "QUICK_REPLY_PUT";
  readonly SEARCH_KNOWLEDGE: "KNOWLEDGE_FOUND";
}

type NameOf<F> = F extends keyof Names ? Names[F] : "RES";

/** What a question is answered by, unless it is refused. */
export type AnswerTo<Q extends Question> = Extract<Answer, { readonly frame: NameOf<Q["frame"]> }>;
