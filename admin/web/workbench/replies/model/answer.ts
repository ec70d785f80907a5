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

/** Marks of CommonMark that a composer, which sends plain text, would show to the visitor. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/\[([^\]\n]+)\]\(([^)\s]+)\)/g, "$1 $2"],
  [/(\*\*|__|~~|`)(?=\S)(.+?)\1/g, "$2"],
  [/^#{1,6} +/gm, ""],
];

/** The answer as an agent goes on to write it. */
export function wordsOf({ kind, answer }: FoundEntry): string {
  return kind === "markdown" ? MARKS.reduce((text, [mark, plain]) => text.replace(mark, plain), answer) : answer;
}

/** Those that may answer well enough to be suggested. */
export function suggested(rows: readonly FoundEntry[]): readonly FoundEntry[] {
  return rows.filter(({ confidence }) => confidence >= SUGGESTED_FROM).slice(0, MAX_SUGGESTED);
}
