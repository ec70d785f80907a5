// Which records are wanted: what the form holds, and how the service is asked for it.

/** Days as date fields hold them: 2026-05-01; "": from the beginning, to the end. */
export interface RecordFilter {
  readonly since: string;
  readonly until: string;
  readonly text: string;
  readonly visitor: string;
  readonly tag: string;
  /** Id of a skill group. */
  readonly group: string;
  readonly outcome: string;
  /** 1 to 5. */
  readonly stars: string;
}

/** How a session or one of its legs ended, as the service names it, the usual ones first. */
export const OUTCOMES = [
  "normal", "timeout_transfer", "declined", "transferred", "silence_transfer", "taken", "agent_lost",
  "abandoned", "unserved", "message_left", "robot", "broken",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const SPANS = ["today", "yesterday", "week", "month"] as const;
export type Span = (typeof SPANS)[number];

/** Days before today with which a span begins, and ends. */
const DAYS: Readonly<Record<Span, readonly [number, number]>> = {
  today: [0, 0], yesterday: [1, 1], week: [6, 0], month: [29, 0],
};

export function newFilter(now: number): RecordFilter {
  return { ...spanned("week", now), text: "", visitor: "", tag: "", group: "", outcome: "", stars: "" };
}

/** The days of a span, in the reader's calendar. */
export function spanned(span: Span, now: number): Pick<RecordFilter, "since" | "until"> {
  const [first, last] = DAYS[span];
  return { since: dayBefore(now, first), until: dayBefore(now, last) };
}

/** What the address of the request says; what was left empty is not in it. */
export function queryOf(filter: RecordFilter): Record<string, string> {
  const { since, until, ...rest } = filter;
  const query: Record<string, string> = {};
  const from = midnight(since, 0);
  const end = midnight(until, 1);
  if (from !== undefined) query["from_ms"] = String(from);
  if (end !== undefined) query["until_ms"] = String(end);
  for (const [name, value] of Object.entries(rest)) {
    if (value.trim()) query[name] = value.trim();
  }
  return query;
}

/** The begin of a day, or of one after it, in ms; undefined: it is no day. */
function midnight(day: string, after: number): number | undefined {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return undefined;
  // By the calendar: a day on which clocks are set is no 24 h.
  return new Date(year, month - 1, date + after).getTime();
}

function dayBefore(now: number, days: number): string {
  const today = new Date(now);
  const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
