// A day as the reader's language and calendar say it.

import type { Words } from "../../words.ts";

const DAY_MS = 86_400_000;

/** Of a time in ms since the epoch. */
export function dayText(at: number, now: number, { tag, yesterday, conversation: { today } }: Words): string {
  const [day, thisDay] = [new Date(at), new Date(now)];
  if (isSame(day, thisDay)) return today;
  if (isSame(new Date(at + DAY_MS), thisDay)) return yesterday;
  const year = day.getFullYear() === thisDay.getFullYear() ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(tag, { ...year, weekday: "short", month: "short", day: "numeric" }).format(at);
}

function isSame(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}
