// When to connect again: full jitter, so that clients cut together come back apart.
//
// Source: AWS Architecture Blog, "Exponential Backoff and Jitter" (full jitter). Times are ms.

export const FIRST_MS = 200;
/** The longest wait a person bears before reloading the page. */
export const CAP_MS = 10_000;
/** A connection that lived so long starts the count anew. */
export const HEALTHY_MS = 30_000;

/** The delays of one client. */
export class Reconnect {
  readonly #random: () => number;
  #attempts = 0;
  #welcomedAt: number | undefined;
  #askedMs = 0;
  /** The server does not want to see us before. */
  notBefore = 0;

  /** `random`: 0 … 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** The server took us. */
  welcomed(now: number): void {
    this.#welcomedAt = now;
  }

  /** The server said when to come back. */
  askedToWait(ms: number): void {
    this.#askedMs = ms;
  }

  /** How long to wait after a connection ended at `now`, or did not come about. */
  delay(now: number): number {
    if (this.#welcomedAt !== undefined) {
      if (now - this.#welcomedAt >= HEALTHY_MS) this.#attempts = 0;
      this.#welcomedAt = undefined;
    }
    const most = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(this.#attempts, 16));
    this.#attempts += 1;
    const asked = this.#askedMs;
    this.#askedMs = 0;
    this.notBefore = now + asked;
    return asked + this.#random() * most;
  }
}
