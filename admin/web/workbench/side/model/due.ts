// When something is due: as a field of the page takes it, and as a list tells it.

import { spanText, type SpanWords } from "./spans.ts";

/** What `<input type="datetime-local">` holds; "": no certain time. */
export type LocalMinute = string;

export interface DueWords extends SpanWords {
  readonly dueIn: (span: string) => string;
  readonly overdue: (span: string) => string;
}

/** What can be chosen by one press, in ms from now. */
export const DUE_CHOICES = [3_600_000, 14_400_000, 86_400_000, 259_200_000, 604_800_000] as const;
/** The service takes nothing that is due later. */
export const MAX_DUE_MS = 365 * 86_400_000;

/** A moment, in ms since the epoch, in the reader's time zone; 0: "". */
export function localMinute(at: number): LocalMinute {
  if (!at) return "";
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment that was entered, in ms since the epoch; 0: none. */
export function momentOf(minute: LocalMinute): number {
  const at = minute ? new Date(minute).getTime() : 0;
  return Number.isNaN(at) ? 0 : at;
}

/** How it stands now; "" without a time. */
export function dueText(due: number, now: number, words: DueWords): string {
  if (!due) return "";
  return due < now ? words.overdue(spanText(now - due, words)) : words.dueIn(spanText(due - now, words));
}
