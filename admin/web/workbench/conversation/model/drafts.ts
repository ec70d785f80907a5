// What was written in each conversation and not sent: over a change of conversation, and over a reload.

import type { Keeper } from "../../../../../gateway/web/visitor/model/remembered.ts";

const PREFIX = "triodesk draft ";

export class Drafts {
  readonly #keeper: Keeper;
  /** Of this page: the keeper may be full, or keep nothing. */
  readonly #written = new Map<string, string>();

  /** `keeper`: over a reload alone. */
  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /** At a place; "": nothing. */
  get(place: string): string {
    return this.#written.get(place) ?? this.#keeper.getItem(PREFIX + place) ?? "";
  }

  set(place: string, text: string): void {
    this.#written.set(place, text);
    try {
      if (text) this.#keeper.setItem(PREFIX + place, text);
      else this.#keeper.removeItem(PREFIX + place);
    } catch {
      // It is full: the draft lives as long as the page.
    }
  }
}
