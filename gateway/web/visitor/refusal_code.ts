// What the SDK throws, as a page tells it.

import { Refused } from "../sdk/index.ts";

/** An `ErrorCode`; 0: nobody answered. What is no error of a request is thrown on. */
export function codeOf(error: unknown): number {
  if (error instanceof Refused) return error.code;
  if (error instanceof Error) return 0;
  throw error;
}
