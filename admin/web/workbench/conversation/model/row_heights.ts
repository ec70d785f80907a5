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
  /** Where rows begin, up to that of the row `#summed`; those behind it are to be summed up anew. */
  #tops = new Float64Array(1);
  #summed = 0;

  constructor(guess: (row: Row) => number) {
    this.#guess = guess;
  }

  /** The rows that there are now; `Span`s and places are of these. */
  set rows(rows: readonly Row[]) {
    if (rows === this.#rows) return;
    const before = this.#rows;
    // Most often some were added at the end: what was summed up stands.
    const isLonger = rows[0] === before[0] && rows.length >= before.length;
    this.#summed = isLonger ? Math.min(this.#summed, sameUntil(before, rows)) : 0;
    this.#rows = rows;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** A row was measured. */
  isKnown(at: number): boolean {
    const row = this.#rows[at];
    return row !== undefined && this.#known.has(row.key);
  }

  /** A row was drawn so high; true: that was not known. */
  measured(at: number, height: number): boolean {
    const row = this.#rows[at];
    if (!row || this.#known.get(row.key) === height) return false;
    this.#known.set(row.key, height);
    this.#summed = Math.min(this.#summed, at);
    return true;
  }

  /** All heights are to be measured anew: the stream has another width. */
  forget(): void {
    this.#known.clear();
    this.#summed = 0;
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
    const count = this.#rows.length;
    if (this.#tops.length <= count) {
      const tops = new Float64Array(2 * count + 1);
      tops.set(this.#tops.subarray(0, this.#summed + 1));
      this.#tops = tops;
    }
    for (; this.#summed < count; this.#summed += 1) {
      const row = this.#rows[this.#summed]!;
      this.#tops[this.#summed + 1] = this.#tops[this.#summed]! + (this.#known.get(row.key) ?? this.#guess(row));
    }
    this.#summed = count;
    return this.#tops;
  }
}

/** How many of the first rows are the same, from the end of the shorter one back: few differ. */
function sameUntil(before: readonly unknown[], rows: readonly unknown[]): number {
  let at = before.length;
  while (at > 0 && before[at - 1] !== rows[at - 1]) at -= 1;
  return at;
}
