// What several parts of a client speak of.

import type { Reader, Send, Typing } from "../wire.ts";

/** What somebody can send. */
export type SentBody = Send["body"];
export type SenderRole = Typing["role"];
export type { Reader };

/** The room that the visitor hears. */
export const VISITOR_ROOM = "visitor";

/** The room at a place: `SESSION`, or `SESSION/ROOM`. */
export function roomAt(place: string): string {
  const at = place.indexOf("/");
  return at < 0 ? VISITOR_ROOM : place.slice(at + 1);
}
