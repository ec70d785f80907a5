// Whether the server is still there, seen from the client. Times are ms.

/** Beyond the heartbeat's interval, and for WELCOME after connecting. */
export const GRACE_MS = 10_000;
/** For the answer to a PING of ours; a phone's network needs a second when it wakes. */
export const PROBE_MS = 5_000;

/** The server must say something once per heartbeat interval and grace. */
export class Watchdog {
  #allowed = GRACE_MS;
  #lateAt = Infinity;

  /** HELLO goes out: WELCOME is due. */
  connected(now: number): void {
    this.#allowed = GRACE_MS;
    this.#lateAt = now + GRACE_MS;
  }

  /** The server said how often it will be heard. */
  welcomed(heartbeatMs: number, now: number): void {
    this.#allowed = heartbeatMs + GRACE_MS;
    this.#lateAt = now + this.#allowed;
  }

  /** Somebody doubts that the server is there; true: it is to be asked. */
  probed(now: number): boolean {
    if (this.#lateAt <= now + PROBE_MS) return false;
    this.#lateAt = now + PROBE_MS;
    return true;
  }

  /** Something was received. */
  heard(now: number): void {
    this.#lateAt = now + this.#allowed;
  }

  /** Nothing is expected. */
  disconnected(): void {
    this.#lateAt = Infinity;
  }

  /** When `isLate` may become true. */
  get nextDeadline(): number {
    return this.#lateAt;
  }

  /** True once: the server has been silent for too long. */
  isLate(now: number): boolean {
    if (now < this.#lateAt) return false;
    this.#lateAt = Infinity;
    return true;
  }
}
