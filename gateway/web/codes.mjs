// Codes of the wire as numbers where they are used: a page names a few, and would carry the table of all.

import { readFile } from "node:fs/promises";

const TABLE = /^export const (\w+) = \{\n((?: {2}\w+: \d+,\n)+)\} as const;$/gm;
const ROW = /(\w+): (\d+),/g;

/** Writes in a source `301` for `ErrorCode.CLOSED`, with the tables of that module. */
export async function codesIn(module) {
  const codes = new Map();
  for (const [, table, rows] of (await readFile(module, "utf8")).matchAll(TABLE)) {
    for (const [, name, number] of rows.matchAll(ROW)) codes.set(`${table}.${name}`, number);
  }
  if (!codes.size) throw new Error(`expected tables of codes in ${module}`);
  return (source) => source.replace(/\b[A-Z]\w+\.[A-Z_]+\b/g, (named) => codes.get(named) ?? named);
}
