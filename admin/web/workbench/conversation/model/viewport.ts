// Where a long stream is looked at: at its end, or at a row that stays where it is whatever comes. In px.

import type { Keyed, RowHeights, Span } from "./row_heights.ts";

/** So near is the end: fingers and zoom are not exact. */
export const NEAR_PX = 40;
/** So much is drawn beyond what is seen, that a turn of the wheel finds it there. */
export const MARGIN_PX = 400;

/** A row at the upper edge, and how much of it is above; less than nothing: so much lower it is. */
interface Anchor {
  readonly key: string;
  readonly above: number;
}

export class Viewport<Row extends Keyed> {
  readonly heights: RowHeights<Row>;
  readonly #lasts: (row: Row) => boolean;
  /** undefined: the end is in sight, and stays so. */
  #anchor: Anchor | undefined;
  /** Where the anchor's row was found last. */
  #at = 0;
  #size = 0;
  /** Where it stood last. */
  lastTop = 0;

  /** `lasts`: a row is there whatever comes before it; others are no hold. */
  constructor(heights: RowHeights<Row>, lasts: (row: Row) => boolean) {
    this.heights = heights;
    this.#lasts = lasts;
  }

  get isAtEnd(): boolean {
    return this.#anchor === undefined;
  }

  /** Its own height. */
  set size(size: number) {
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  /** How far it is to be scrolled. */
  get top(): number {
    const end = Math.max(0, this.heights.height - this.#size);
    return this.#anchor ? Math.min(end, Math.max(0, this.#topOf(this.#anchor))) : end;
  }

  /** The rows to be drawn. */
  get span(): Span {
    return this.heights.span(this.top - MARGIN_PX, this.top + this.#size + MARGIN_PX);
  }

  /** It stands there now: somebody has scrolled, or what was asked for is done. */
  scrolled(top: number): void {
    const isNear = this.heights.height - top - this.#size < NEAR_PX;
    // What grew below before this was told has moved nobody; who leaves the end goes up.
    const isLeft = !this.isAtEnd || top < this.lastTop;
    this.lastTop = top;
    if (isNear) this.#anchor = undefined;
    else if (isLeft) this.#hold(top);
  }

  /** Shows the end from now on. */
  toEnd(): void {
    this.#anchor = undefined;
  }

  /** Shows a row at the upper edge, unless the end is seen with it; without such a row the end. */
  toRow(key: string): void {
    const at = this.heights.rows.findIndex((each) => each.key === key);
    if (at < 0) return this.toEnd();
    if (this.heights.height - this.heights.top(at) <= this.#size) this.toEnd();
    else this.#hold(this.heights.top(at));
  }

  #hold(top: number): void {
    const { rows } = this.heights;
    this.#at = this.heights.at(top);
    while (this.#at + 1 < rows.length && !this.#lasts(rows[this.#at]!)) this.#at += 1;
    const row = rows[this.#at];
    this.#anchor = row && { key: row.key, above: top - this.heights.top(this.#at) };
  }

  #topOf({ key, above }: Anchor): number {
    const { rows } = this.heights;
    if (rows[this.#at]?.key !== key) this.#at = rows.findIndex((each) => each.key === key);
    return this.heights.top(this.#at) + above;
  }
}
