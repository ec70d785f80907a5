// Addresses in what people write, and which of them a page may lead to.

/** A piece of a text; with `href` it is an address. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

/** What a web address looks like in a sentence; ends before Chinese, which has no blanks around it. */
const ADDRESS = /\bhttps?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi;
/** Signs that end the sentence, not the address. */
const TRAILING = /[.,;:!?'*~]/;

/** The address as a browser reads it, when it is one of the web; "": a link must not lead there. */
export function webAddress(text: string): string {
  if (!/^https?:\/\//i.test(text)) return "";
  try {
    return new URL(text).href; // what it begins with is its scheme
  } catch {
    return "";
  }
}

/** The text in pieces, addresses apart; joined they are the text. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    const href = webAddress(address);
    if (!href) continue;
    if (index > at) pieces.push({ text: text.slice(at, index) });
    pieces.push({ text: address, href });
    at = index + address.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** The address that begins at this place of a text; "": none does. */
export function addressAt(text: string, at: number): string {
  const pattern = new RegExp(ADDRESS, "iy");
  pattern.lastIndex = at;
  const address = trimmed(pattern.exec(text)?.[0] ?? "");
  return webAddress(address) && address;
}

/** Without signs of the sentence around it: "(see https://example.com/a)." */
function trimmed(address: string): string {
  let end = address.length;
  let unopened = count(address, ")") - count(address, "(");
  for (;;) {
    const last = address[end - 1] ?? "";
    const isOdd = last === ")" && unopened > 0;
    if (!isOdd && !TRAILING.test(last)) return address.slice(0, end);
    if (isOdd) unopened -= 1;
    end -= 1;
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
