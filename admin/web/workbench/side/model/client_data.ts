// What a page sent along with its visitor: the business's own words, which may be a JSON object.

/** Its keys and values for people; undefined: it is no object of plain values, and shown as it is. */
export function pairsIn(data: string): readonly (readonly [string, string])[] | undefined {
  const read = objectIn(data);
  if (!read) return undefined;
  return Object.entries(read).map(([name, value]) => [name, textOf(value)]);
}

function objectIn(data: string): Readonly<Record<string, unknown>> | undefined {
  if (!data.startsWith("{")) return undefined;
  try {
    return JSON.parse(data) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
