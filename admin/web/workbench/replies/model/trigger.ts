// Whether what is written asks for a quick reply: a mark, and a few letters behind it.

/** Chinese keyboards give other signs by the same keys. */
const MARKED = /^[#/＃／、]([^\n]{0,60})$/;

/** What is typed behind the mark; undefined: it is a message. */
export function wanted(text: string): string | undefined {
  return MARKED.exec(text)?.[1];
}
