// Which rows of a long stream are drawn, and where: sums of heights, no element is touched. All in px.

/** Whatever stands in the stream under a key of its own. */
export interface Keyed {
  readonly key: string;
}

/** Rows from `first` up to, and without, `end`. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** Heights of rows as far as they are known, by key; what was never drawn is guessed. */
export class RowHeights<Row extends Keyed> {
  readonly #guess: (row: Row) => number;
  readonly #known = new Map<string, number>();
  #rows: readonly Row[] = [];
  #tops = new Float64Array(1);
  #isStale = false;

  constructor(guess: (row: Row) => number) {
    this.#guess = guess;
  }

  /** The rows that there are now; `Span`s and places are of these. */
  set rows(rows: readonly Row[]) {
    if (rows === this.#rows) return;
    this.#rows = rows;
    this.#isStale = true;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** A row was measured. */
  isKnown(key: string): boolean {
    return this.#known.has(key);
  }

  /** A row was drawn so high; true: that was not known. */
  measured(key: string, height: number): boolean {
    if (this.#known.get(key) === height) return false;
    this.#known.set(key, height);
    this.#isStale = true;
    return true;
  }

  /** All heights are to be measured anew: the stream has another width. */
  forget(): void {
    this.#known.clear();
    this.#isStale = true;
  }

  /** Of all rows together. */
  get height(): number {
    return this.top(this.#rows.length);
  }

  /** Where a row begins; of the one behind the last: where all end. */
  top(at: number): number {
    return this.#fresh()[at] ?? 0;
  }

  /** The row at a distance from the top; the first or last beyond the ends. */
  at(distance: number): number {
    const tops = this.#fresh();
    let [low, high] = [0, Math.max(0, this.#rows.length - 1)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (tops[middle]! <= distance) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The rows that are seen between two distances from the top. */
  span(from: number, to: number): Span {
    if (this.#rows.length === 0) return { first: 0, end: 0 };
    return { first: this.at(from), end: this.at(to) + 1 };
  }

  #fresh(): Float64Array {
    if (!this.#isStale) return this.#tops;
    const tops = new Float64Array(this.#rows.length + 1);
    let top = 0;
    for (const [at, row] of this.#rows.entries()) {
      top += this.#known.get(row.key) ?? this.#guess(row);
      tops[at + 1] = top;
    }
    this.#tops = tops;
    this.#isStale = false;
    return tops;
  }
}
