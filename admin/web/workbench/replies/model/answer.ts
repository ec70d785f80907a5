// What of the knowledge is sent to a visitor.

import type { FoundEntry, SentBody } from "../../../../../gateway/web/sdk/index.ts";

/** From here on the robot would ask back whether it was meant, in thousandths. */
export const SUGGESTED_FROM = 100;
/** Beside a visitor's message: more are not read in the time that an answer takes. */
export const MAX_SUGGESTED = 3;

/** The answer as a message; of a card its words, for the robot alone sends cards. */
export function bodyOf({ kind, answer }: FoundEntry): SentBody & { readonly text: string } {
  return kind === "markdown" ? { kind, text: answer } : { kind: "text", text: answer };
}

/** Those that may answer well enough to be suggested. */
export function suggested(rows: readonly FoundEntry[]): readonly FoundEntry[] {
  return rows.filter(({ confidence }) => confidence >= SUGGESTED_FROM).slice(0, MAX_SUGGESTED);
}
