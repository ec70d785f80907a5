// The blocks of CommonMark that messages need, as values to draw: what comes out can hold no HTML.
//
// Paragraphs, headings, lists, quotes, code, rules. Raw HTML is text. Source: CommonMark 0.31.2, chapters
// 4 and 5. The work grows with the length of the text, and with MAX_DEPTH.

import { inlinesOf, type Inline } from "./markdown_inlines.ts";

export type Block =
  | { readonly is: "paragraph" | "heading"; readonly inlines: readonly Inline[] }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "quote"; readonly blocks: readonly Block[] }
  /** `start` 0: bullets. */
  | { readonly is: "list"; readonly start: number; readonly items: readonly (readonly Block[])[] }
  | { readonly is: "rule" };

/** Quotes and lists in each other; deeper ones are text. */
export const MAX_DEPTH = 6;

const BLANK = /^\s*$/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]+(.*))?$/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
const RULE = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3}(?:[-*+]|(\d{1,9})[.)]))(?:( {1,4})(?=\S)|[ \t]|$)/;
const INDENTED = /^(?: {4}|\t)/;

/** A text in CommonMark, drawn as blocks. */
export function blocksOf(text: string): readonly Block[] {
  return read(text.replace(/\r\n?/g, "\n").split("\n"), 0);
}

function read(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    if (BLANK.test(line)) {
      at += 1;
      continue;
    }
    const taken = take(lines, at, depth);
    blocks.push(taken.block);
    at = taken.next;
  }
  return blocks;
}

interface Taken {
  readonly block: Block;
  readonly next: number;
}

/** The block that begins at a line that is not blank. */
function take(lines: readonly string[], at: number, depth: number): Taken {
  const line = lines[at]!;
  const fence = FENCE.exec(line)?.[1];
  if (fence) return fenced(lines, at, fence);
  const heading = HEADING.exec(line);
  if (heading) return { block: titled((heading[1] ?? "").replace(/(?:^|[ \t]+)#+[ \t]*$/, "")), next: at + 1 };
  if (RULE.test(line)) return { block: { is: "rule" }, next: at + 1 };
  if (INDENTED.test(line)) return indented(lines, at);
  if (depth < MAX_DEPTH && QUOTE.test(line)) return quote(lines, at, depth);
  if (depth < MAX_DEPTH && ITEM.test(line)) return list(lines, at, depth);
  return paragraph(lines, at);
}

function titled(text: string): Block {
  return { is: "heading", inlines: inlinesOf(text.trim()) };
}

function fenced(lines: readonly string[], at: number, fence: string): Taken {
  const isEnd = (line: string) => line.trim().length >= fence.length && line.trim() === fence[0]!.repeat(line.trim().length);
  let next = at + 1;
  while (next < lines.length && !isEnd(lines[next]!)) next += 1;
  return { block: { is: "code", text: lines.slice(at + 1, next).join("\n") }, next: next + 1 };
}

function indented(lines: readonly string[], at: number): Taken {
  let next = at;
  while (next < lines.length && (INDENTED.test(lines[next]!) || BLANK.test(lines[next]!))) next += 1;
  const text = lines.slice(at, next).map((line) => line.replace(INDENTED, "")).join("\n");
  return { block: { is: "code", text: text.trimEnd() }, next };
}

function quote(lines: readonly string[], at: number, depth: number): Taken {
  const inner: string[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next]!;
    if (!QUOTE.test(line) && !isLazy(line, inner)) break;
    inner.push(line.replace(QUOTE, ""));
  }
  return { block: { is: "quote", blocks: read(inner, depth + 1) }, next };
}

/** Items with the same sign; numbers go on by themselves. */
function list(lines: readonly string[], at: number, depth: number): Taken {
  const first = ITEM.exec(lines[at]!)!;
  const sign = first[1]!.at(-1)!;
  const items: Block[][] = [];
  let next = at;
  for (;;) {
    const found = ITEM.exec(lines[next] ?? "");
    if (!found || found[1]!.at(-1) !== sign || RULE.test(lines[next]!)) break;
    const taken = item(lines, next, found);
    items.push(read(taken.inner, depth + 1));
    next = taken.next;
  }
  return { block: { is: "list", start: first[2] === undefined ? 0 : Number(first[2]) || 1, items }, next };
}

function item(lines: readonly string[], at: number, found: RegExpExecArray): { inner: string[]; next: number } {
  const width = found[1]!.length + (found[3]?.length ?? 1);
  const indent = new RegExp(`^(?: {${width}}|\\t)`);
  const inner = [lines[at]!.slice(found[0].length)];
  let next = at + 1;
  for (; next < lines.length; next += 1) {
    const line = lines[next]!;
    const isMore = indent.test(line) || BLANK.test(line) || (!ITEM.test(line) && isLazy(line, inner));
    if (!isMore) break;
    inner.push(line.replace(indent, ""));
  }
  return { inner, next };
}

/** A line that goes on with a paragraph within a quote or an item, though it does not repeat its sign. */
function isLazy(line: string, inner: readonly string[]): boolean {
  const last = inner.at(-1) ?? "";
  return !BLANK.test(last) && !FENCE.test(last) && !HEADING.test(last) && !BLANK.test(line) && !interrupts(line);
}

/** What ends a paragraph without a blank line. */
function interrupts(line: string): boolean {
  const number = ITEM.exec(line)?.[2];
  const isItem = ITEM.test(line) && (number === undefined || number === "1");
  return isItem || [FENCE, HEADING, RULE, QUOTE].some((each) => each.test(line));
}

function paragraph(lines: readonly string[], at: number): Taken {
  let next = at + 1;
  for (; next < lines.length; next += 1) {
    const line = lines[next]!;
    if (UNDERLINE.test(line)) return { block: titled(lines.slice(at, next).join("\n")), next: next + 1 };
    if (BLANK.test(line) || interrupts(line)) break;
  }
  const text = lines.slice(at, next).map((line) => line.trimStart()).join("\n").trimEnd();
  return { block: { is: "paragraph", inlines: inlinesOf(text) }, next };
}
