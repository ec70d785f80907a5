// Whom a group serves and who waits there, as a supervisor reads it (Q11).

import type { Serving, Waiting } from "../../../../../gateway/web/sdk/index.ts";
import { spanText, type SpanWords } from "../../side/model/spans.ts";
import type { DialogWords } from "../words_en.ts";

export interface LiveReader {
  readonly side: SpanWords;
  readonly dialogs: DialogWords;
}

/** Whose word was the last, and how long ago. */
export function turnText({ turn, unanswered }: Serving, now: number, { side, dialogs }: LiveReader): string {
  if (!turn) return dialogs.live.silent;
  const span = spanText(now - turn, side);
  return unanswered ? dialogs.live.unanswered(span) : dialogs.live.answered(span);
}

/** What puts somebody who waits before others, or binds him to some. */
export function waitingMarks({ returned, priority, only, channel }: Waiting, words: DialogWords): readonly string[] {
  const { live } = words;
  return [
    channel,
    returned ? live.returned : "",
    priority ? live.priority(priority) : "",
    only.length > 0 ? live.only(only.join(", ")) : "",
  ].filter(Boolean);
}
