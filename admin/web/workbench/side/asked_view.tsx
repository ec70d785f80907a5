// What was asked for, or that it is on its way, or what is wrong with it.

import type { ComponentChildren } from "preact";

import { ErrorCode, HttpRefused, Refused } from "../../../../gateway/web/sdk/index.ts";
import { errorIn, type Words } from "../words.ts";
import type { Asked } from "./use_asked.ts";

export interface AskedViewProps<T> {
  readonly asked: Asked<T>;
  readonly words: Words;
  /** Said of what is not for this agent; asking again is no use then. */
  readonly forbidden?: string;
  readonly children: (value: T) => ComponentChildren;
}

export function AskedView<T>({ asked, words, forbidden, children }: AskedViewProps<T>) {
  const { value, error, reload } = asked;
  if (forbidden && error instanceof Refused && error.code === ErrorCode.FORBIDDEN) {
    return <p class="side-note" role="status">{forbidden}</p>;
  }
  if (error !== undefined) {
    return (
      <p class="side-note" role="status">
        {problemOf(words, error)} <button type="button" class="side-link" onClick={reload}>{words.side.retry}</button>
      </p>
    );
  }
  if (value === undefined) return <p class="side-note" role="status">{words.side.loading}</p>;
  return <>{children(value)}</>;
}

function problemOf(words: Words, error: unknown): string {
  if (error instanceof Refused) return errorIn(words, error.code);
  return error instanceof HttpRefused ? words.side.refused : words.side.failed;
}
