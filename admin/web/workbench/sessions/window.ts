// Which rows of a list are near what is seen of it, where all rows are of one height. All in px.

/** Of each row of the left pane; `sessions.css` has it, too. */
export const ROW_PX = 54;
/** So much is drawn beyond what is seen. */
const MARGIN_PX = 540;

export interface Window {
  /** The first row that is drawn, and the one behind the last. */
  readonly first: number;
  readonly end: number;
}

/**
 * `top` and `bottom`: the edges of what is seen, from the list's own beginning.
 *
 * Moved by whole margins, so that a small turn of the wheel draws nothing.
 */
export function windowOf(count: number, top: number, bottom: number): Window {
  const step = MARGIN_PX / ROW_PX / 2;
  const first = Math.floor((top - MARGIN_PX) / ROW_PX / step) * step;
  const end = Math.ceil((bottom + MARGIN_PX) / ROW_PX / step) * step;
  return { first: within(first, count), end: within(end, count) };
}

function within(at: number, count: number): number {
  return Math.min(count, Math.max(0, at));
}

/** How far a box must be scrolled from `top` to show the whole row; 0: it does. */
export function distanceTo(at: number, top: number, bottom: number): number {
  const begin = at * ROW_PX;
  if (begin < top) return begin - top;
  return Math.max(0, begin + ROW_PX - bottom);
}
