// Tags as they are typed: a word or two each, apart by commas or new lines.

/** Of one session, and in one tag, as the service takes them. */
export const MAX_TAGS = 10;
export const MAX_TAG_CHARS = 32;
/** Between the tags of a session where they are noted as one value. */
const MARK = "\n";
const BETWEEN = /[,，、;；\n]+/;

/** The tags with those that were typed behind them, each once, no more than `most`; of some `allowed` only those. */
export function withTags(
  tags: readonly string[], typed: string, most: number, allowed: readonly string[] = [],
): readonly string[] {
  const words = typed.split(BETWEEN).map((word) => word.trim().slice(0, MAX_TAG_CHARS));
  const meant = words.filter((word) => word && (allowed.length === 0 || allowed.includes(word)));
  return [...new Set([...tags, ...meant])].slice(0, most);
}

export function withoutTag(tags: readonly string[], tag: string): readonly string[] {
  return tags.filter((each) => each !== tag);
}

/** As ANNOTATE wants them. */
export function noteOfTags(tags: readonly string[]): string {
  return tags.join(MARK);
}

/** Of such a value. */
export function tagsIn(note: string): readonly string[] {
  return note.split(MARK).filter(Boolean);
}
