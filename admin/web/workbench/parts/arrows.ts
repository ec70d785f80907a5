// Arrows go from one button to the next where several stand together.

/** Of a list, up and down; of a row of tabs, left and right. */
const STEPS = {
  list: { ArrowDown: 1, ArrowUp: -1 },
  tabs: { ArrowRight: 1, ArrowLeft: -1 },
} as const;

/** Moves the focus to the next button of `selector` in the element that heard the key, round about. */
export function moveByArrows(event: KeyboardEvent, kind: keyof typeof STEPS, selector: string): HTMLElement | undefined {
  const step = (STEPS[kind] as Readonly<Record<string, number>>)[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(selector)];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = all[(at + step + all.length) % all.length];
  if (at < 0 || !next) return undefined;
  event.preventDefault();
  next.focus();
  return next;
}
