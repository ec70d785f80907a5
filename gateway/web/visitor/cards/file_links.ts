// Addresses of attachments, kept while they are good.

/** The service's are good for ten minutes; the tenth is for what begins to load with it. */
export const GOOD_MS = 9 * 60_000;
/** More than are on any screen. */
export const MAX_KEPT = 500;

interface Kept {
  readonly url: Promise<string>;
  readonly until: number;
}

/** By id of the file, which names it everywhere. */
export class FileLinks {
  readonly #kept = new Map<string, Kept>();

  /** Of file `id`; `ask` is asked where none is known that is good at `now` (ms). Rejects as `ask`. */
  get(id: string, ask: () => Promise<string>, now: number): Promise<string> {
    const known = this.#kept.get(id);
    if (known && now < known.until) return known.url;
    const url = ask();
    this.#kept.delete(id);
    this.#kept.set(id, { url, until: now + GOOD_MS });
    if (this.#kept.size > MAX_KEPT) this.drop(this.#kept.keys().next().value!);
    url.catch(() => this.drop(id));
    return url;
  }

  /** What is known leads nowhere. */
  drop(id: string): void {
    this.#kept.delete(id);
  }
}
