// PURE: what a form says, as the JSON that a route of the service takes.

/** An input of a form. */
export interface Given {
  /** `a.b` is the field `b` of the object `a`, `a.0.b` that of the first in the list `a`; "" is not sent. */
  readonly name: string;
  readonly value: string;
  /**
   * How it is sent: `number`, `boolean`, `list` (each ticked one of its name, or each line of a text), `json`,
   * `moment` (a local time as wall time in ms, 0 = none), or as text.
   */
  readonly as: string;
  /** Of a box or a radio button: it is chosen. */
  readonly isChecked: boolean;
  readonly isBox: boolean;
  /** Left empty it is not sent: the service goes by its default. */
  readonly isLeftOut: boolean;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

interface Open {
  [name: string]: Json | Open;
}

/**
 * The body of a request.
 *
 * @param given - the inputs, in their order
 * @param lists - names of lists, which are sent also where nothing is in them
 */
export function bodyOf(given: readonly Given[], lists: readonly string[] = []): { readonly [name: string]: Json } {
  const body: Open = {};
  for (const name of lists) put(body, name, []);
  for (const each of given) {
    if (!each.name || (each.isLeftOut && !each.value)) continue;
    if (each.as === "list") put(body, each.name, [...listAt(body, each.name), ...itemsOf(each)]);
    else if (each.as === "boolean") put(body, each.name, each.isChecked);
    else if (!each.isBox || each.isChecked) put(body, each.name, valueOf(each));
  }
  return settled(body) as { readonly [name: string]: Json };
}

/** The same with lists in place of what has numbers for names; their order counts, gaps between them do not. */
function settled(value: Json | Open): Json {
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value);
  const inner = names.map((name) => settled((value as Open)[name] as Json));
  const isList = Array.isArray(value) || (names.length > 0 && names.every((name) => /^\d+$/.test(name)));
  return isList ? inner : Object.fromEntries(names.map((name, place) => [name, inner[place] as Json]));
}

function itemsOf({ isBox, isChecked, value }: Given): readonly string[] {
  if (isBox) return isChecked ? [value] : [];
  return value.split("\n").map((line) => line.trim()).filter((line) => line);
}

function valueOf({ as, value }: Given): Json {
  if (as === "number") return value.trim() === "" ? null : Number(value);
  if (as === "json") return value.trim() === "" ? null : jsonOf(value);
  // What closes at midnight does so at the end of the day.
  if (as === "closes") return value === "00:00" ? "24:00" : value;
  if (as === "moment") return value ? Date.parse(value) : 0;
  return value;
}

/** What is no JSON goes as it was written: the service says what is wrong with it. */
function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function listAt(body: Open, name: string): readonly Json[] {
  let at: Json | Open | undefined = body;
  for (const part of name.split(".")) at = (at as Open | undefined)?.[part];
  return Array.isArray(at) ? (at as readonly Json[]) : [];
}

function put(body: Open, name: string, value: Json): void {
  const path = name.split(".");
  const last = path.pop() as string;
  let at = body;
  for (const part of path) at = (at[part] ??= {}) as Open;
  at[last] = value;
}
