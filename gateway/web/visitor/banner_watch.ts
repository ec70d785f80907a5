// Tells when what the banner says changes by itself.

import { bannerChangesAt, type Connection } from "./model/connection.ts";

export class BannerWatch {
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The connection is another one: what was to come of the one before comes no more. */
  follow(connection: Connection): void {
    this.stop();
    const now = performance.now();
    const at = bannerChangesAt(connection, now);
    if (at === Infinity) return;
    this.#timer = setTimeout(() => {
      this.#changed();
      this.follow(connection);
    }, at - now + 1);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
