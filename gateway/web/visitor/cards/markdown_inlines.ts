// What stands within a paragraph of CommonMark: emphasis, code, links, breaks.
//
// Links lead to http and https alone. Pictures would tell strangers who reads: they are links to them.
// Source: CommonMark 0.31.2, chapter 6; the bounds below keep depth and work small, whatever comes.

import { addressAt, webAddress } from "./links.ts";

export type Inline =
  | string
  | { readonly is: "em" | "strong"; readonly inlines: readonly Inline[] }
  | { readonly is: "link"; readonly href: string; readonly inlines: readonly Inline[] }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "break" };

/** Emphases, and brackets, that may be open at once; more are signs like any other. */
const MAX_OPEN = 16;
/** `***` is both; longer runs are ornaments. */
const MAX_RUN = 3;

/** A run of `*` or `_`. */
interface Run {
  readonly sign: "*" | "_";
  readonly count: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
}

type Item = Inline | { readonly run: Run };

const PLAIN = /[^\\`*_[\]!<&\nhH]+/y;
const ESCAPED = /\\([!-/:-@[-`{-~])/y;
const BREAK = /(?: {2,}|\\)\n[ \t]*/y;
const TICKS = /`+/y;
const STARS = /\*+|_+/y;
const ANGLE = /<(https?:[^\s<>]*)>/iy;
const ENTITY = /&(?:(amp|lt|gt|quot|nbsp)|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));/y;
const TARGET = /\(\s*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/y;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };

/** A paragraph's text, to draw. */
export function inlinesOf(text: string): readonly Inline[] {
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  #at = 0;
  #items: Item[] = [];
  /** Where brackets stand among the items that may begin a link. */
  #open: number[] = [];
  /** Lengths of runs of backticks that come no more. */
  readonly #unclosed = new Set<number>();

  constructor(text: string) {
    this.#text = text;
  }

  read(): readonly Inline[] {
    while (this.#at < this.#text.length) this.#step();
    return emphasised(this.#items);
  }

  #step(): void {
    const plain = this.#match(PLAIN);
    if (plain) return this.#plain(plain[0]);
    switch (this.#text[this.#at]) {
      case "\\":
        return this.#escaped();
      case "\n":
        this.#at += 1;
        this.#match(/[ \t]*/y);
        return this.#add("\n");
      case "`":
        return this.#code();
      case "*":
      case "_":
        return this.#run();
      case "[":
      case "!":
        return this.#opened();
      case "]":
        return this.#closed();
      case "<":
        return this.#angle();
      case "&":
        return this.#entity();
      default:
        return this.#address();
    }
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }

  #add(item: Item): void {
    this.#items.push(item);
  }

  /** The next sign is itself. */
  #literal(): void {
    this.#add(this.#text[this.#at]!);
    this.#at += 1;
  }

  #plain(text: string): void {
    const bare = text.trimEnd();
    if (this.#text[this.#at] !== "\n" || text.length - bare.length < 2) return this.#add(text);
    this.#at += bare.length - text.length;
    if (bare) this.#add(bare);
    if (this.#match(BREAK)) this.#add({ is: "break" });
    else this.#at += text.length - bare.length; // tabs: no break
  }

  #escaped(): void {
    if (this.#match(BREAK)) return this.#add({ is: "break" });
    const found = this.#match(ESCAPED);
    if (found) this.#add(found[1]!);
    else this.#literal();
  }

  #code(): void {
    const ticks = this.#match(TICKS)![0];
    const start = this.#at;
    const end = this.#unclosed.has(ticks.length) ? -1 : this.#endOf(ticks);
    if (end < 0) {
      this.#unclosed.add(ticks.length);
      return this.#add(ticks);
    }
    const text = this.#text.slice(start, end).replaceAll("\n", " ");
    const isPadded = text.startsWith(" ") && text.endsWith(" ") && text.trim() !== "";
    this.#add({ is: "code", text: isPadded ? text.slice(1, -1) : text });
    this.#at = end + ticks.length;
  }

  /** Where the next run of as many backticks begins; -1: nowhere. */
  #endOf(ticks: string): number {
    for (const found of this.#text.slice(this.#at).matchAll(/`+/g)) {
      if (found[0] === ticks) return this.#at + found.index;
    }
    return -1;
  }

  #run(): void {
    const before = this.#text[this.#at - 1] ?? " ";
    const signs = this.#match(STARS)![0];
    if (signs.length > MAX_RUN) return this.#add(signs);
    this.#add({ run: runOf(signs, before, this.#text[this.#at] ?? " ") });
  }

  #opened(): void {
    const isImage = this.#text.startsWith("![", this.#at);
    if (!isImage && this.#text[this.#at] === "!") return this.#literal();
    if (this.#open.length < MAX_OPEN) this.#open.push(this.#items.length);
    this.#add(isImage ? "![" : "[");
    this.#at += isImage ? 2 : 1;
  }

  #closed(): void {
    const start = this.#open.pop();
    this.#at += 1;
    const target = start === undefined ? null : this.#match(TARGET);
    if (start === undefined || !target) return this.#add("]");
    const [, ...inner] = this.#items.splice(start);
    const href = webAddress(unescaped(target[1] ?? target[2] ?? ""));
    const inlines = emphasised(inner);
    if (!href) {
      this.#items.push(...inlines);
      return;
    }
    this.#open = []; // links do not nest
    this.#add({ is: "link", href, inlines: inlines.length > 0 ? withoutLinks(inlines) : [href] });
  }

  #angle(): void {
    const found = this.#match(ANGLE);
    const href = webAddress(found?.[1] ?? "");
    if (href) this.#add({ is: "link", href, inlines: [found![1]!] });
    else if (found) this.#add(found[0]);
    else this.#literal();
  }

  #entity(): void {
    const found = this.#match(ENTITY);
    if (!found) return this.#literal();
    const [all, name, decimal, hex] = found;
    const point = decimal ? Number(decimal) : Number.parseInt(hex ?? "0", 16);
    this.#add(name ? NAMED[name]! : point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all);
  }

  #address(): void {
    // Within brackets it would take their end.
    const address = this.#open.length > 0 ? "" : addressAt(this.#text, this.#at);
    if (!address) return this.#literal();
    this.#at += address.length;
    this.#add({ is: "link", href: webAddress(address), inlines: [address] });
  }
}

/** Which way a run faces decides what it can be. */
function runOf(signs: string, before: string, after: string): Run {
  const sign = signs[0] as Run["sign"];
  const [isBlankBefore, isBlankAfter] = [/\s/.test(before), /\s/.test(after)];
  const [isSignBefore, isSignAfter] = [isPunctuation(before), isPunctuation(after)];
  const isLeft = !isBlankAfter && (!isSignAfter || isBlankBefore || isSignBefore);
  const isRight = !isBlankBefore && (!isSignBefore || isBlankAfter || isSignAfter);
  const isWord = sign === "_"; // snake_case is no emphasis
  return {
    sign,
    count: signs.length,
    canOpen: isLeft && (!isWord || !isRight || isSignBefore),
    canClose: isRight && (!isWord || !isLeft || isSignAfter),
  };
}

function isPunctuation(sign: string): boolean {
  return /[\p{P}\p{S}]/u.test(sign);
}

/** An opening run, and where its signs stand among what is done. */
interface Opener {
  readonly run: Run;
  left: number;
  readonly at: number;
}

/** Pairs of runs made emphasis; what has no partner is text. */
function emphasised(items: readonly Item[]): readonly Inline[] {
  const done: Inline[] = [];
  const open: Opener[] = [];
  for (const item of items) {
    if (typeof item === "string" || !("run" in item)) done.push(item);
    else join(item.run, done, open);
  }
  return merged(done);
}

function join(run: Run, done: Inline[], open: Opener[]): void {
  let left = run.count;
  while (left > 0 && run.canClose) {
    const index = open.findLastIndex((each) => pairs(each.run, run));
    if (index < 0) break;
    const opener = open[index]!;
    open.length = index + 1;
    const used = Math.min(2, opener.left, left);
    const inlines = merged(done.splice(opener.at + 1));
    opener.left -= used;
    left -= used;
    done[opener.at] = run.sign.repeat(opener.left);
    done.push({ is: used === 2 ? "strong" : "em", inlines });
    if (opener.left === 0) open.pop();
  }
  if (left === 0) return;
  if (run.canOpen && open.length < MAX_OPEN) open.push({ run, left, at: done.length });
  done.push(run.sign.repeat(left));
}

function pairs(opener: Run, closer: Run): boolean {
  if (opener.sign !== closer.sign) return false;
  // "Rule of 3": `**a*b**` is not torn apart in its middle.
  const isDouble = opener.canClose || closer.canOpen;
  const sum = opener.count + closer.count;
  return !isDouble || sum % 3 !== 0 || (opener.count % 3 === 0 && closer.count % 3 === 0);
}

/** Texts that stand side by side as one. */
function merged(inlines: readonly Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const each of inlines) {
    const last = all.at(-1);
    if (typeof each === "string" && typeof last === "string") all[all.length - 1] = last + each;
    else if (each !== "") all.push(each);
  }
  return all;
}

/** What a link shows; an address within is its text. */
function withoutLinks(inlines: readonly Inline[]): readonly Inline[] {
  return inlines.flatMap((each): readonly Inline[] => {
    if (typeof each === "string" || !("inlines" in each)) return [each];
    const inner = withoutLinks(each.inlines);
    return each.is === "link" ? inner : [{ ...each, inlines: inner }];
  });
}

function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}
