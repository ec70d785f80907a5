// Whether a text is nothing but a few emoji, which are shown large.

/** More than so many are a pattern, not a mood. */
export const MAX_LARGE = 6;

/** One emoji: with its tone, sign of shape and what is joined to it; a flag; a key cap. */
const ONE = String.raw`(?:\p{RI}{2}|[\d#*]\uFE0F?\u20E3|\p{EPres}[\p{EMod}\uFE0F]*|\p{ExtPict}[\p{EMod}\uFE0F]+)`;
const ALONE = new RegExp(String.raw`^(?:${ONE}(?:\u200D(?:${ONE}|\p{ExtPict}))*\s*){1,${MAX_LARGE}}$`, "u");

/** True for 1 … `MAX_LARGE` emoji and blanks. */
export function isEmojiAlone(text: string): boolean {
  return ALONE.test(text.trim());
}
