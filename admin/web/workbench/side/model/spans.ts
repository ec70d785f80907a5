// How long something took, or will take, as people say it.

/** What a language has for lengths of time. */
export interface SpanWords {
  readonly seconds: (count: number) => string;
  readonly minutes: (count: number) => string;
  readonly hours: (count: number) => string;
  readonly days: (count: number) => string;
}

/** The largest first, in seconds. */
const UNITS = [["days", 86_400], ["hours", 3_600], ["minutes", 60], ["seconds", 1]] as const;

/** A measured time, in its two largest units; less than nothing counts as nothing. */
export function spanText(ms: number, words: SpanWords): string {
  let left = Math.max(0, Math.floor(ms / 1_000));
  const first = UNITS.findIndex(([, size]) => left >= size);
  if (first < 0) return words.seconds(0);
  const told = UNITS.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count ? words[unit](count) : "";
  });
  return told.filter(Boolean).join(" ");
}
