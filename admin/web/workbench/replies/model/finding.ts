// Which quick replies are meant by what is typed: by title, by its sound, by category, by text.

import type { QuickReply } from "../../../../../gateway/web/sdk/index.ts";

/** Rows of a list: who sees more types another letter. */
export const MAX_FOUND = 50;

/** Those that fit, the best first; nothing typed: all, those used last and one's own first. */
export function found(
  replies: readonly QuickReply[], typed: string, recent: readonly string[] = [],
): readonly QuickReply[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const places = new Map(words.length ? [] : recent.map((id, place) => [id, place]));
  const placeOf = ({ reply }: QuickReply) => places.get(reply) ?? recent.length;
  const ranked = replies.map((reply) => ({ reply, rank: Math.max(0, ...words.map((word) => rankOf(reply, word))) }));
  return ranked
    .filter(({ rank }) => rank < MISS)
    .sort((one, other) => one.rank - other.rank || placeOf(one.reply) - placeOf(other.reply) || inList(one.reply, other.reply))
    .slice(0, MAX_FOUND)
    .map(({ reply }) => reply);
}

/** The order of a list: one's own first, then by category and title. */
export function inList(one: QuickReply, other: QuickReply): number {
  return (
    Number(one.is_shared) - Number(other.is_shared) ||
    one.category.localeCompare(other.category) ||
    one.title.localeCompare(other.title)
  );
}

/** By category, in the order in which each comes first; "" is none. */
export function byCategory(replies: readonly QuickReply[]): [string, readonly QuickReply[]][] {
  return [...Map.groupBy(replies, ({ category }) => category)];
}

const MISS = 9;

/** How well a word fits, 0 the best; `MISS`: not at all. */
function rankOf({ title, keys, category, text }: QuickReply, word: string): number {
  const name = fold(title);
  const sounds = keys.split(" ");
  const fits = [
    name === word,
    name.startsWith(word),
    sounds.some((each) => each.startsWith(word)),
    name.includes(word),
    sounds.some((each) => each.includes(word)),
    fold(category).includes(word),
    fold(text).includes(word),
    isWithin(word, name) || sounds.some((each) => isWithin(word, each)),
  ];
  const rank = fits.indexOf(true);
  return rank < 0 ? MISS : rank;
}

/** All letters are there, in this order; a single one says nothing. */
function isWithin(word: string, whole: string): boolean {
  if (word.length < 2) return false;
  let at = 0;
  for (const letter of whole) if (letter === word[at]) at += 1;
  return at === word.length;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
