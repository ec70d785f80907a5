// What went wrong with an act of the visitor's, in his words.

import { ErrorCode, Refused } from "../../sdk/index.ts";
import type { CardWords } from "./words.ts";

const WORDS: Readonly<Record<number, keyof CardWords>> = {
  [ErrorCode.TOO_LATE]: "tooLate",
  [ErrorCode.WRONG_STATE]: "tooLate",
  [ErrorCode.CLOSED]: "tooLate",
  [ErrorCode.NO_SUCH_MESSAGE]: "tooLate",
  [ErrorCode.ANSWERED]: "answered",
  [ErrorCode.BAD_VALUE]: "wrongValue",
  [ErrorCode.RATE]: "tooOften",
  [ErrorCode.LIMIT_REACHED]: "tooOften",
};

/** For people: why the server refused, or that it was not heard. */
export function problemOf(error: unknown, words: CardWords): string {
  const key = error instanceof Refused ? WORDS[error.code] : undefined;
  return words[key ?? "notSent"] as string;
}
