// What a member wrote in each conversation and did not send: over a change of conversation, and over a reload.

import type { Keeper } from "../../../../../gateway/web/visitor/model/remembered.ts";

const PREFIX = "triodesk drafts ";

export class Drafts {
  readonly #keeper: Keeper;
  readonly #key: string;
  /** Text by place. Of this page: the keeper may be full, or keep nothing. */
  readonly #written: Map<string, string>;

  /** `keeper`: over a reload alone; `member`: id of the only one who gets them back, whoever uses the tab later. */
  constructor(keeper: Keeper, member: string) {
    this.#keeper = keeper;
    this.#key = PREFIX + member;
    this.#written = new Map(textsIn(keeper.getItem(this.#key)));
  }

  /** At a place; "": nothing. */
  get(place: string): string {
    return this.#written.get(place) ?? "";
  }

  set(place: string, text: string): void {
    if (text) this.#written.set(place, text);
    else this.#written.delete(place);
    try {
      this.#keeper.setItem(this.#key, JSON.stringify([...this.#written]));
    } catch {
      // It is full: the drafts live as long as the page.
    }
  }

  /** Who signs out leaves nothing behind. */
  clear(): void {
    this.#written.clear();
    this.#keeper.removeItem(this.#key);
  }
}

/** What is kept, with doubt: anything else is nothing. */
function textsIn(kept: string | null): readonly (readonly [string, string])[] {
  try {
    const rows: unknown = JSON.parse(kept ?? "[]");
    return Array.isArray(rows) ? rows.filter(isText) : [];
  } catch {
    return [];
  }
}

function isText(row: unknown): row is readonly [string, string] {
  return Array.isArray(row) && row.length === 2 && row.every((each) => typeof each === "string");
}
