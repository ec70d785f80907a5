// Why a request to the service's HTTP was refused, and how long to wait before the next.

import { HttpRefused, HttpUnavailable } from "../../../../gateway/web/sdk/index.ts";
import type { Words } from "../words.ts";

export interface Problem {
  readonly text: string;
  /** When one may try again, by the clock that was given; 0: at once. */
  readonly until: number;
}

/** What a refusal means to who asked; `now` in ms. Other errors are the page's own, and thrown on. */
export function problemOf(words: Pick<Words, "signIn" | "error">, error: unknown, now: number): Problem {
  const { signIn: say } = words;
  if (error instanceof HttpRefused) return { text: say.refusals[error.code] ?? words.error, until: 0 };
  if (!(error instanceof HttpUnavailable)) throw error;
  const text = say.refusals[error.code] ?? say.unreachable;
  return { text, until: error.retryMs ? now + error.retryMs : 0 };
}
