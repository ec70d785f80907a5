// What somebody has begun to note and not told yet: kept while he looks at other sessions and panels.

import type { NoteDraft } from "./model/note_edit.ts";

export class NoteDrafts {
  readonly #drafts = new Map<string, NoteDraft>();
  readonly #listeners = new Set<() => void>();

  /** Undefined: nothing was begun there, or all was told. */
  of(session: string): NoteDraft | undefined {
    return this.#drafts.get(session);
  }

  keep(session: string, draft: NoteDraft): void {
    this.#drafts.set(session, draft);
    this.#tell();
  }

  drop(session: string): void {
    this.#drafts.delete(session);
    this.#tell();
  }

  /** Tells each change: a panel and a dialog may show the same draft; returns how to hear no more. */
  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

const OF_DESKS = new WeakMap<object, NoteDrafts>();

/** Those of a desk: who signs in anew begins without any. */
export function draftsOf(desk: object): NoteDrafts {
  const known = OF_DESKS.get(desk) ?? new NoteDrafts();
  OF_DESKS.set(desk, known);
  return known;
}
