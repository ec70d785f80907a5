// Variables of a quick reply: names in braces, filled in by who sends it.

import type { Session } from "../../../../../gateway/web/sdk/index.ts";

const VARIABLE = /\{([^{}\n]{1,64})\}/g;

/** The text with what its variables stand for; a name that stands for nothing stays as it is. */
export function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(VARIABLE, (whole, name: string) => values.get(name.trim().toLowerCase()) || whole);
}

/** Names that always stand for something, in the order in which they are offered. */
export const VARIABLES = ["visitor", "agent", "group", "date", "time"] as const;

/** What names stand for in a session; `now` in ms since the epoch, `tag` BCP 47. */
export function valuesOf(session: Session | undefined, agent: string, now: number, tag: string): Map<string, string> {
  const told = (session?.variables ?? []).map(({ name, value }) => [name.toLowerCase(), value] as const);
  return new Map<string, string>([
    ...told,
    ["visitor", session?.nickname ?? ""],
    ["agent", agent],
    ["group", session?.group_name ?? ""],
    ["date", new Intl.DateTimeFormat(tag, { dateStyle: "long" }).format(now)],
    ["time", new Intl.DateTimeFormat(tag, { timeStyle: "short" }).format(now)],
  ]);
}
