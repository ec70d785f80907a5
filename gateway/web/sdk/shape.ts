// What a value looks like on the wire, and what a program has instead of it.
//
// A shape reads what was unpacked (from msgpack or JSON) and writes what is to be packed. Only what
// a client must be able to rely on is looked at: the form. Words that a later server has (a state, a
// kind) come through as they are. What is sent keeps the schema's bounds, too: a frame beyond them
// would end the connection.

/** The bytes are no frame of this schema; the connection cannot go on. */
export class Malformed extends Error {
  constructor(expected: string) {
    super(`expected ${expected}`);
    this.name = "Malformed";
  }
}

/** No server would take this value: it is empty, too long, or of another form. */
export class Unsendable extends TypeError {
  constructor(expected: string, given: unknown) {
    super(`expected ${expected}, got ${String(given)}`);
    this.name = "Unsendable";
  }
}

/** One form of values. `read` throws `Malformed`, `write` throws `Unsendable`. */
export interface Shape<T> {
  read(value: unknown): T;
  write(value: T): unknown;
}

/** Name of a field, its shape, and what it is, on the wire, where it was left out. */
export type Field = readonly [name: string, shape: Shape<any>, fallback?: unknown];

/** A frame: an array behind its tag. */
export interface Frame<T> extends Shape<T> {
  readonly tag: number;
  readonly name: string;
}

/** A map with a key that says what it is; `kind` "" has none. */
export interface KindOf<T> extends Shape<T> {
  readonly kind: string;
}

type Named = Record<string, unknown>;

function plain<T>(expected: string, is: (value: unknown) => boolean): Shape<T> {
  return {
    read(value) {
      if (!is(value)) throw new Malformed(expected);
      return value as T;
    },
    write(value) {
      if (!is(value)) throw new Unsendable(expected, value);
      return value;
    },
  };
}

export const bool: Shape<boolean> = plain("a bool", (value) => typeof value === "boolean");
export const int: Shape<number> = plain("an int", (value) => Number.isSafeInteger(value) && (value as number) >= 0);
/** `toWellFormed` is younger than the browsers that pages are built for. */
const HALF_PAIR = /\p{Surrogate}/gu;
const anyText: Shape<string> = plain("a text", (value) => typeof value === "string");
/** Half a surrogate pair cannot travel: it is replaced. */
export const text: Shape<string> = {
  read: anyText.read,
  write: (value) => (anyText.write(value) as string).replace(HALF_PAIR, "\ufffd"),
};

/**
 * A text of so many characters (code points), a list or map of so many elements; of texts also what they
 * look like. It holds for what is sent.
 */
/* @__NO_SIDE_EFFECTS__ */
export function sized<T extends string | object>(shape: Shape<T>, least: number, most: number, form?: RegExp): Shape<T> {
  return {
    read: shape.read,
    write(value) {
      const written = shape.write(value) as string | object;
      const size = (typeof written === "string" ? [...written] : Object.keys(written)).length;
      if (size < least || size > most) throw new Unsendable(`a size of ${least} … ${most}`, size);
      if (form && !form.test(written as string)) throw new Unsendable(`a text like ${form.source}`, written);
      return written;
    },
  };
}

/** A number in these bounds, which hold for what is sent. */
/* @__NO_SIDE_EFFECTS__ */
export function within(shape: Shape<number>, least: number, most = Infinity): Shape<number> {
  return {
    read: shape.read,
    write(value) {
      if (value < least || value > most) throw new Unsendable(`${least} … ${most}`, value);
      return shape.write(value);
    },
  };
}

/* @__NO_SIDE_EFFECTS__ */
export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return {
    read: (value) => (value === null || value === undefined ? null : shape.read(value)),
    write: (value) => (value === null ? null : shape.write(value)),
  };
}

/* @__NO_SIDE_EFFECTS__ */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    read: (value) => arrayOf(value, "a list").map((each) => item.read(each)),
    write: (value) => value.map((each) => item.write(each)),
  };
}

/* @__NO_SIDE_EFFECTS__ */
export function table<T>(item: Shape<T>): Shape<Record<string, T>> {
  return {
    read: (value) => mapped(mapOf(value, "a map"), (each) => item.read(each)),
    write: (value) => mapped(value, (each) => item.write(each as T)),
  };
}

/** Fields by their order; those behind the known ones are passed over. */
/* @__NO_SIDE_EFFECTS__ */
export function part<T>(fields: readonly Field[]): Shape<T> {
  return {
    read: (value) => byOrder(fields, arrayOf(value, "a part"), {}) as T,
    write: (value) => inOrder(fields, value as Named),
  };
}

/* @__NO_SIDE_EFFECTS__ */
export function frame<T>(tag: number, name: string, fields: readonly Field[]): Frame<T> {
  return {
    tag,
    name,
    read: (value) => byOrder(fields, arrayOf(value, name).slice(1), { frame: name }) as T,
    write: (value) => [tag, ...inOrder(fields, value as Named)],
  };
}

/** Fields by their names; keys beyond the known ones are passed over. */
/* @__NO_SIDE_EFFECTS__ */
export function record<T>(kind: string, fields: readonly Field[]): KindOf<T> {
  const head: Named = kind ? { kind } : {};
  return {
    kind,
    read(value) {
      const given = mapOf(value, kind || "a map");
      const made: Named = { ...head };
      for (const field of fields) made[field[0]] = readField(field, given[field[0]]);
      return made as T;
    },
    write(value) {
      const made: Named = { ...head };
      for (const [name, shape] of fields) {
        const given = (value as Named)[name];
        if (given !== undefined) made[name] = shape.write(given);
      }
      return made;
    },
  };
}

/** One of several records; a kind that is not known becomes `{kind: "unknown", name}`. */
/* @__NO_SIDE_EFFECTS__ */
export function kinds<T>(records: readonly KindOf<any>[]): Shape<T> {
  const known = new Map(records.map((each) => [each.kind, each]));
  return {
    read(value) {
      const kind = mapOf(value, "a body")["kind"];
      if (typeof kind !== "string") throw new Malformed("a body with `kind`");
      const form = known.get(kind);
      return form ? form.read(value) : ({ kind: "unknown", name: kind } as T);
    },
    write(value) {
      const { kind } = value as { kind: string };
      const form = known.get(kind);
      if (!form) throw new Unsendable("a kind that can be sent", kind);
      return form.write(value);
    },
  };
}

function readField([name, shape, fallback]: Field, value: unknown): unknown {
  if (value !== undefined) return shape.read(value);
  if (fallback === undefined) throw new Malformed(`a value for \`${name}\``);
  return shape.read(fallback);
}

function byOrder(fields: readonly Field[], values: readonly unknown[], made: Named): Named {
  fields.forEach((field, at) => {
    made[field[0]] = readField(field, values[at]);
  });
  return made;
}

/** Those at the end that are not given are left out: the receiver has the same defaults. */
function inOrder(fields: readonly Field[], given: Named): unknown[] {
  let length = fields.length;
  while (length > 0 && given[fields[length - 1]![0]] === undefined) length -= 1;
  return fields.slice(0, length).map(([name, shape, fallback]) => {
    const value = given[name];
    return value === undefined ? fallback : shape.write(value);
  });
}

function mapped<A, B>(values: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

function arrayOf(value: unknown, expected: string): unknown[] {
  if (!Array.isArray(value)) throw new Malformed(`${expected} as an array`);
  return value;
}

function mapOf(value: unknown, expected: string): Named {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isMap) throw new Malformed(`${expected} as a map`);
  return value as Named;
}
