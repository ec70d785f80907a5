// Quick replies as a file of rows: CSV as spreadsheets save it, written as they open it.
//
// Source: RFC 4180; OWASP, "CSV Injection". `triodesk quick-replies` reads and writes the same.

import type { ReplyDraft } from "../reply_shelf.ts";

/** Of a file that is read: 2,000 replies of the longest are less. */
export const MAX_SHEET_BYTES = 8 << 20;

type Column = "category" | "title" | "text";
const HEADS: Readonly<Record<Column, readonly [string, string]>> = {
  category: ["分类", "category"], title: ["标题", "title"], text: ["内容", "text"],
};
const COLUMNS = Object.keys(HEADS) as Column[];
/** A cell that begins so would be a formula for whoever opens the file. */
const LIKE_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** What is wrong with a file: a row, counted as a spreadsheet does; 1 is the headings. */
export class SheetFault extends Error {
  override readonly name = "SheetFault";
  readonly row: number;

  constructor(row: number, message: string) {
    super(message);
    this.row = row;
  }
}

/** The file, headings in Chinese or English; with a mark at its begin, without which Excel guesses wrongly. */
export function sheetOf(replies: readonly Pick<ReplyDraft, Column>[], isChinese: boolean): string {
  const heads = COLUMNS.map((each) => HEADS[each][isChinese ? 0 : 1]);
  const rows = [heads, ...replies.map((reply) => COLUMNS.map((each) => escaped(reply[each])))];
  return `\uFEFF${rows.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("")}`;
}

/** The text of a file: UTF-8, else GB18030, which spreadsheets in Chinese write. */
export function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** The replies of a file, whose headings may stand in any order and language; throws `SheetFault`. */
export function repliesIn(text: string, isShared: boolean): readonly ReplyDraft[] {
  const [heads = [], ...rows] = cellsIn(text);
  const columns = heads.map((head) => columnOf(head));
  for (const needed of ["title", "text"] as const) {
    if (!columns.includes(needed)) throw new SheetFault(1, HEADS[needed].join(" / "));
  }
  return rows.flatMap((cells, at) => {
    if (!cells.some(Boolean)) return [];
    const draft = { reply: "", is_shared: isShared, category: "", title: "", text: "" };
    cells.forEach((cell, place) => {
      const column = columns[place];
      if (column) draft[column] = column === "text" ? unescaped(cell) : unescaped(cell).trim();
    });
    if (!draft.title || !draft.text.trim()) throw new SheetFault(at + 2, HEADS.title.join(" / "));
    return [draft];
  });
}

function columnOf(head: string): Column {
  const found = COLUMNS.find((each) => HEADS[each].includes(head.trim().toLowerCase()));
  if (!found) throw new SheetFault(1, head);
  return found;
}

/** All cells, row by row; a line's end within quotes is part of its cell. */
export function cellsIn(text: string): string[][] {
  const plain = text.replace(/^\uFEFF/, "");
  const first = plain.split("\n", 1)[0]!;
  const separator = [",", ";", "\t"].reduce((best, each) => (count(first, each) > count(first, best) ? each : best));
  // A cell, quoted or not, and what ends it.
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|((?!")[^${separator}\\r\\n]*))(${separator}|\\r?\\n|$)`, "y");
  const rows: string[][] = [[]];
  while (cell.lastIndex < plain.length) {
    const found = cell.exec(plain);
    if (!found) throw new SheetFault(rows.length, '"');
    const [, inQuotes, bare, end] = found;
    rows.at(-1)!.push(inQuotes?.replaceAll('""', '"') ?? bare!);
    if (end !== separator && cell.lastIndex < plain.length) rows.push([]);
  }
  return rows;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function escaped(text: string): string {
  return LIKE_FORMULA.test(text) ? `'${text}` : text;
}

function unescaped(cell: string): string {
  return cell.startsWith("'") && LIKE_FORMULA.test(cell) ? cell.slice(1) : cell;
}
