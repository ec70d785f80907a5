// Messages that were given to the client and are not confirmed yet.
//
// A message keeps its client id for ever, so that sending it again is harmless. Of a session one
// message is in flight at a time: only then can a temporary refusal not let a later message overtake.
// What is in flight goes out again after a reconnect, or when no answer came in time. Messages and
// requests have places of one count: what is given for a session leaves in that order.

import type { SentBody } from "./terms.ts";

/** Messages: what a person types in a day without a connection. */
export const MAX_PENDING = 1_000;
/** Without an answer for so long, in ms, a message is sent again; commits take milliseconds. */
export const FLIGHT_MS = 15_000;

/** Too many messages wait for a connection. */
export class OutboxFull extends Error {
  override readonly name = "OutboxFull";
}

/** A message as it was given to the client; a store keeps it as it is. */
export interface StoredSend {
  readonly session: string;
  readonly room: string;
  readonly cid: string;
  readonly body: SentBody;
}

interface Flight {
  readonly send: StoredSend;
  /** Its place among all that is to leave. */
  readonly order: number;
  sentAt: number;
}

/** The messages of one session: those that wait, in order, and the one in flight. */
interface Line {
  readonly waiting: Flight[];
  blockedUntil: number;
  flying: Flight | undefined;
}

/** Unconfirmed messages, by session and by client id. */
export class Outbox {
  #orders = 0;
  readonly #lines = new Map<string, Line>();
  readonly #turns = new Set<string>();
  readonly #pending = new Map<string, Flight>();
  readonly #flights = new Map<number, Flight>();

  /** Unconfirmed messages, oldest first. */
  get pending(): readonly StoredSend[] {
    return [...this.#pending.values()].map((each) => each.send);
  }

  /** True until a message is confirmed or refused. */
  has(session: string, cid: string): boolean {
    return this.#pending.has(keyOf(session, cid));
  }

  /** Messages sent and not answered. */
  get inFlight(): number {
    return this.#flights.size;
  }

  /** Takes a message. Throws `OutboxFull`; `TypeError` when the client id is in use. */
  add(send: StoredSend): void {
    if (this.#pending.size >= MAX_PENDING) {
      throw new OutboxFull(`${MAX_PENDING} messages wait for a connection`);
    }
    const key = keyOf(send.session, send.cid);
    if (this.#pending.has(key)) throw new TypeError("expected a new client id");
    const flight = { send, order: this.newOrder(), sentAt: 0 };
    this.#pending.set(key, flight);
    this.#line(send.session).waiting.push(flight);
    this.#turns.add(send.session);
  }

  /** The next place among all that is to leave. */
  newOrder(): number {
    this.#orders += 1;
    return this.#orders;
  }

  /** The place of a session's first unconfirmed message; undefined: there is none. */
  oldest(session: string): number | undefined {
    const line = this.#lines.get(session);
    return (line?.flying ?? line?.waiting[0])?.order;
  }

  /**
   * The next message that may go out, now in flight under `request`.
   *
   * `held`: by session a place, behind which its messages wait.
   */
  nextFlight(request: number, now: number, held: ReadonlyMap<string, number>): StoredSend | undefined {
    for (const session of this.#turns) {
      const line = this.#line(session);
      const first = line.waiting[0];
      if (!first || line.flying || line.blockedUntil > now) {
        this.#turns.delete(session);
        continue;
      }
      if (first.order > (held.get(session) ?? Infinity)) continue;
      line.waiting.shift();
      line.flying = first;
      first.sentAt = now;
      this.#flights.set(request, first);
      this.#turns.delete(session);
      return first.send;
    }
    return undefined;
  }

  /** The message in flight under a request number. */
  flight(request: number): StoredSend | undefined {
    return this.#flights.get(request)?.send;
  }

  /** Forgets a message that was confirmed or refused; false if it was not here. */
  settle(session: string, cid: string): boolean {
    const flight = this.#pending.get(keyOf(session, cid));
    if (!flight) return false;
    this.#pending.delete(keyOf(session, cid));
    const line = this.#line(session);
    if (line.flying === flight) this.#land(flight, line);
    else line.waiting.splice(line.waiting.indexOf(flight), 1);
    if (line.waiting.length) this.#turns.add(session);
    else if (!line.flying) this.#drop(session);
    return true;
  }

  /** It was refused for now: nothing of its session goes before `until`. */
  postpone(request: number, until: number): void {
    const flight = this.#flights.get(request);
    if (!flight) return;
    const line = this.#line(flight.send.session);
    this.#land(flight, line);
    line.waiting.unshift(flight);
    line.blockedUntil = until;
    this.#turns.add(flight.send.session);
  }

  /** The connection is gone: what was in flight goes out again, in order. */
  ground(): void {
    for (const [session, line] of this.#lines) {
      if (line.flying) line.waiting.unshift(line.flying);
      line.flying = undefined;
      line.blockedUntil = 0;
      this.#turns.add(session);
    }
    this.#flights.clear();
  }

  /** When `onTime` wants to be called. */
  get nextDeadline(): number {
    let next = Infinity;
    for (const line of this.#lines.values()) {
      if (line.flying) next = Math.min(next, line.flying.sentAt + FLIGHT_MS);
      else if (line.blockedUntil) next = Math.min(next, line.blockedUntil);
    }
    return next;
  }

  /** Frees sessions whose wait is over, and messages whose answer was lost. */
  onTime(now: number): void {
    for (const [request, flight] of [...this.#flights]) {
      if (flight.sentAt + FLIGHT_MS <= now) this.postpone(request, 0);
    }
    for (const [session, line] of this.#lines) {
      if (!line.blockedUntil || line.blockedUntil > now) continue;
      line.blockedUntil = 0;
      this.#turns.add(session);
    }
  }

  #line(session: string): Line {
    let line = this.#lines.get(session);
    if (!line) {
      line = { waiting: [], blockedUntil: 0, flying: undefined };
      this.#lines.set(session, line);
    }
    return line;
  }

  #land(flight: Flight, line: Line): void {
    line.flying = undefined;
    for (const [request, each] of this.#flights) {
      if (each === flight) this.#flights.delete(request);
    }
  }

  #drop(session: string): void {
    this.#lines.delete(session);
    this.#turns.delete(session);
  }
}

function keyOf(session: string, cid: string): string {
  return `${session} ${cid}`;
}
