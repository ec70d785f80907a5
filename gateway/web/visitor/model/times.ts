// Times as the visitor's language and calendar say them.

import type { Words } from "../words.ts";

const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY_MS = 86_400_000;
const DAY_AND_HOUR = { ...HOUR, month: "short", day: "numeric" } as const;
const YEAR_TOO = { ...DAY_AND_HOUR, year: "numeric" } as const;

/** By form and language: to make one takes longer than to use it a hundred times. */
const FORMATS = new WeakMap<Intl.DateTimeFormatOptions, Map<string, Intl.DateTimeFormat>>();

/** A time in ms since the epoch, in a form that is a constant. */
export function timeText(at: number, tag: string, form: Intl.DateTimeFormatOptions): string {
  let formats = FORMATS.get(form);
  if (!formats) FORMATS.set(form, (formats = new Map()));
  let format = formats.get(tag);
  if (!format) formats.set(tag, (format = new Intl.DateTimeFormat(tag, form)));
  return format.format(at);
}

/** The time of day, in ms since the epoch: 14:05. */
export function hour(at: number, { tag }: Pick<Words, "tag">): string {
  return timeText(at, tag, HOUR);
}

/** Its day, too, unless that is today. */
export function hourAndDay(at: number, now: number, words: Pick<Words, "tag" | "yesterday">): string {
  if (isSameDay(at, now)) return hour(at, words);
  if (isSameDay(at + DAY_MS, now)) return `${words.yesterday} ${hour(at, words)}`;
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return timeText(at, words.tag, isThisYear ? DAY_AND_HOUR : YEAR_TOO);
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
