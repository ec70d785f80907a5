// Until when something is good, in words.

const DAY_MS = 86_400_000;

/** The hour, with its day when that is not within `DAY_MS`; times in ms since the epoch, `tag` of BCP 47. */
export function untilText(until: number, now: number, tag: string): string {
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  const form = until - now < DAY_MS ? time : ({ month: "long", day: "numeric", ...time } as const);
  return new Date(until).toLocaleString(tag, form);
}

/** About how long a wait is: whole minutes, from 1. */
export function minutesOf(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}
