// How long something took, or will take, as people say it.

/** What a language has for lengths of time. */
export interface SpanWords {
  readonly seconds: (seconds: number) => string;
  readonly minutes: (minutes: number, seconds: number) => string;
  readonly hours: (hours: number, minutes: number) => string;
  readonly days: (days: number, hours: number) => string;
}

const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

/** A measured time, in its two largest units; less than nothing counts as nothing. */
export function spanText(ms: number, words: SpanWords): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < MINUTE) return words.seconds(seconds);
  if (seconds < HOUR) return words.minutes(Math.floor(seconds / MINUTE), seconds % MINUTE);
  if (seconds < DAY) return words.hours(Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE));
  return words.days(Math.floor(seconds / DAY), Math.floor((seconds % DAY) / HOUR));
}
