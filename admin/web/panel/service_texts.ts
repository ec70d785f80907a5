// PURE: what the page of texts shows beside them.

/** A text as visitors would read it, with samples in place of its variables; unknown ones stay as written. */
export function previewOf(text: string, samples: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (written, name: string) => samples[name] ?? written);
}

/** The text with something put where the cursor was, and where the cursor is then. */
export function inserted(text: string, start: number, end: number, what: string): readonly [string, number] {
  return [text.slice(0, start) + what + text.slice(end), start + what.length];
}

/** Whether all words that are looked for stand in a text, in whatever case. */
export function isFound(text: string, sought: string): boolean {
  const within = text.toLowerCase();
  return sought.toLowerCase().split(/\s+/).every((word) => within.includes(word));
}
