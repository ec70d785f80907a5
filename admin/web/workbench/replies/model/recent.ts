// Which quick replies an agent used last, on this browser: they come first where nothing is typed.

import type { Keeper } from "../../../../../gateway/web/visitor/model/remembered.ts";

/** As many as are seen of the list without scrolling. */
export const MAX_RECENT = 5;
const KEY = "triodesk recent replies ";

export class Recent {
  readonly #keeper: Keeper;
  readonly #key: string;
  /** Of this page: the keeper may be full, or keep nothing. */
  #ids: readonly string[] | undefined;

  /** `member`: whose; others may use the same browser. */
  constructor(keeper: Keeper, member: string) {
    this.#keeper = keeper;
    this.#key = KEY + member;
  }

  /** The last one first. */
  get ids(): readonly string[] {
    this.#ids ??= (this.#keeper.getItem(this.#key) ?? "").split(" ").filter(Boolean);
    return this.#ids;
  }

  used(id: string): void {
    this.#ids = [id, ...this.ids.filter((each) => each !== id)].slice(0, MAX_RECENT);
    try {
      this.#keeper.setItem(this.#key, this.#ids.join(" "));
    } catch {
      // It is full: they are known as long as the page lives.
    }
  }
}
