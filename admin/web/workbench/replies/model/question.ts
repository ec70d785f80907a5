// What a visitor asked last, as the knowledge is searched for it.

import type { StaffThread } from "../../model/staff_thread.ts";

/** Of a search: what is longer is no question any more; the server takes no more. */
export const MAX_SEARCH_CHARS = 500;

/** The visitor's last text that no agent has answered; "": there is none. */
export function questionOf(thread: StaffThread | undefined): string {
  return textBefore(thread, true);
}

/** The visitor's last text, answered or not. */
export function lastAsked(thread: StaffThread | undefined): string {
  return textBefore(thread, false);
}

/** What the agents said last. */
export function lastAnswer(thread: StaffThread | undefined): string {
  const own = thread?.messages.findLast(({ role, body }) => role === "agent" && body.kind === "text");
  return own?.body.kind === "text" ? own.body.text : "";
}

function textBefore(thread: StaffThread | undefined, isOpen: boolean): string {
  for (const { role, body, number } of (thread?.messages ?? []).toReversed()) {
    if (isOpen && role === "agent" && body.kind !== "recall") return "";
    if (role === "visitor" && body.kind === "text" && !thread?.recalled.has(number)) {
      return body.text.trim().slice(0, MAX_SEARCH_CHARS);
    }
  }
  return "";
}
