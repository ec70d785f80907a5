// Whom groups serve and who waits there, as a supervisor reads it (Q11).

import type { Queue, Serving, Sessions, Waiting } from "../../../../../gateway/web/sdk/index.ts";
import { spanText, type SpanWords } from "../../side/model/spans.ts";
import type { DialogWords } from "../words_en.ts";

export interface LiveSession extends Serving {
  /** Its id. */
  readonly group: string;
}

export interface LiveWaiting extends Waiting {
  /** Its id. */
  readonly group: string;
  readonly groupName: string;
}

/** Those first who wait for an answer, the longest first; what several groups list is one row. */
export function servingRows(answers: readonly Sessions[]): readonly LiveSession[] {
  const rows = answers.flatMap(({ group, rows: listed }) => listed.map((row) => ({ ...row, group })));
  const found = new Map(rows.map((row) => [row.session, row]));
  return [...found.values()].sort(
    (one, other) => Number(other.unanswered) - Number(one.unanswered) || one.turn - other.turn,
  );
}

/** Who waits longest first: a place counts in its own line alone. */
export function waitingRows(answers: readonly Queue[]): readonly LiveWaiting[] {
  const rows = answers.flatMap(({ group, public_name, entries }) =>
    entries.map((entry) => ({ ...entry, group, groupName: public_name || group })),
  );
  return rows.sort((one, other) => other.waited_ms - one.waited_ms);
}

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
