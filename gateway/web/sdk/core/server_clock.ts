// What time it is at the server, as far as a client can know.
//
// WELCOME tells the server's clock. When it was read lies between HELLO and WELCOME; the middle is
// taken, so that the estimate is wrong by half of that time at most.
//
// Source: NTP's offset of one exchange (RFC 5905 section 8), the server's part taken as 0.

export class ServerClock {
  #askedAt = 0;
  #offsetMs = 0;
  /** What the estimate may be wrong by, not counting how clocks drift. */
  errorMs = 0;

  /** HELLO goes out; `now` is in ms, of a monotonic clock. */
  asked(now: number): void {
    this.#askedAt = now;
  }

  /** WELCOME came. */
  told(serverMs: number, now: number): void {
    const half = (now - this.#askedAt) / 2;
    this.#offsetMs = serverMs - (now - half);
    this.errorMs = half;
  }

  /** The server's time; before the first WELCOME it has no meaning. */
  ms(now: number): number {
    return Math.round(this.#offsetMs + now);
  }
}
