// Who serves, or what happens instead, for the head of the page; and what the visitor may do now.

import type { Words } from "../words.ts";
import { current, type ChatModel } from "./chat_model.ts";

export interface Serving {
  /** "": nobody by name. */
  readonly name: string;
  readonly line: string;
  readonly icon: "robot" | "person";
  /** Somebody, or something, answers now. */
  readonly isThere: boolean;
}

/** Who serves, as the page says it; `isRefused`: no session could be opened. */
export function servingOf(model: ChatModel, words: Words, isRefused = false): Serving {
  const session = current(model)?.session;
  const nobody = { name: "", icon: "person", isThere: false } as const;
  if (!session) return { ...nobody, line: isRefused ? words.stateRefused : words.stateConnecting };
  switch (session.state) {
    case "serving":
      return {
        name: session.agent_name,
        line: words.serves(session.agent_name || words.service),
        icon: "person",
        isThere: true,
      };
    case "robot":
      return { ...nobody, line: words.stateRobot, icon: "robot", isThere: true };
    case "collecting":
      return { ...nobody, line: words.stateCollecting, icon: "robot", isThere: true };
    default:
      return { ...nobody, line: words.states[session.state] ?? words.service };
  }
}

export type Act = "askHuman" | "rate" | "endService" | "leaveQueue" | "close";

/** What may be asked for now, the most wanted first. */
export function actsOf(model: ChatModel): readonly Act[] {
  const session = current(model)?.session;
  if (!session || session.state === "closed") return [];
  const acts: Act[] = [];
  if (session.may_ask_human) acts.push("askHuman");
  if (session.may_rate) acts.push("rate");
  if (session.state === "serving") acts.push("endService");
  else if (session.state === "queued" || session.state === "offered") acts.push("leaveQueue");
  else acts.push("close");
  return acts;
}
