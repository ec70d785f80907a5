// Times as the visitor's language and calendar say them.

import type { Words } from "../words.ts";

const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY_MS = 86_400_000;
/** By language: to make one takes longer than to use it a hundred times. */
const HOURS = new Map<string, Intl.DateTimeFormat>();

/** The time of day, in ms since the epoch: 14:05. */
export function hour(at: number, { tag }: Pick<Words, "tag">): string {
  let format = HOURS.get(tag);
  if (!format) HOURS.set(tag, (format = new Intl.DateTimeFormat(tag, HOUR)));
  return format.format(at);
}

/** Its day, too, unless that is today. */
export function hourAndDay(at: number, now: number, words: Pick<Words, "tag" | "yesterday">): string {
  if (isSameDay(at, now)) return hour(at, words);
  if (isSameDay(at + DAY_MS, now)) return `${words.yesterday} ${hour(at, words)}`;
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(words.tag, { ...HOUR, ...year, month: "short", day: "numeric" }).format(at);
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
