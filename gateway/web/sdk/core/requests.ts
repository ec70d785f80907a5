// Requests other than messages: asked until answered, or until their deadline.
//
// Whatever changes something carries an operation id, and a question changes nothing, so that asking
// again after a reconnect is harmless. What is asked about a session leaves in the order of the calls:
// a request waits until the messages that were given before it are confirmed or refused, what comes
// later until an operation is answered. Other sessions wait for none of this.

import type { ClientFrame } from "../wire.ts";

/** Deadline of a request, in ms: longer than a restart of the server. */
export const REQUEST_MS = 30_000;
/** Unanswered requests; half of the window stays for messages. */
export const MAX_REQUESTS = 16;

/** A frame that is answered. */
export type RequestFrame = Exclude<Extract<ClientFrame, { readonly request: number }>, { frame: "SEND" }>;

/** The server has not answered the earlier ones. */
export class TooManyRequests extends Error {
  override readonly name = "TooManyRequests";
}

interface Pending {
  readonly frame: RequestFrame;
  readonly session: string;
  readonly order: number;
  /** `Infinity` while messages before it are unconfirmed. */
  deadline: number;
  due: number;
  isSent: boolean;
  hasLeft: boolean;
}

const QUESTIONS: ReadonlySet<string> = new Set(["GET_HISTORY", "GET_WHY", "GET_CUSTOMER"]);

/** Unanswered requests by number. */
export class Requests {
  readonly #oldest: (session: string) => number | undefined;
  readonly #pending = new Map<number, Pending>();

  /** `oldest`: the place of a session's first unconfirmed message. */
  constructor(oldest: (session: string) => number | undefined) {
    this.#oldest = oldest;
  }

  /** Requests sent and not answered. */
  get inFlight(): number {
    return [...this.#pending.values()].filter((each) => each.isSent).length;
  }

  /** Takes a request to be sent; its time does not begin before it has no message to wait for. */
  add(frame: RequestFrame, order: number, now: number): void {
    if (this.#pending.size >= MAX_REQUESTS) {
      throw new TooManyRequests(`${MAX_REQUESTS} requests are unanswered`);
    }
    const session = "session" in frame ? (frame.session ?? "") : "";
    const isBehind = this.#oldest(session) !== undefined;
    const deadline = isBehind ? Infinity : now + REQUEST_MS;
    const times = { deadline, due: 0, isSent: false, hasLeft: false };
    this.#pending.set(frame.request, { frame, session, order, ...times });
  }

  /** The next request that may go out, now in flight. */
  next(now: number): RequestFrame | undefined {
    this.#startClocks(now);
    const held = new Set<string>();
    for (const each of this.#pending.values()) {
      const isDue = !each.isSent && each.due <= now;
      if (isDue && !held.has(each.session) && !this.#isBehind(each)) {
        each.isSent = each.hasLeft = true;
        return each.frame;
      }
      if (holds(each)) held.add(each.session);
    }
    return undefined;
  }

  /** By session the place of a request behind which its messages wait. */
  held(): Map<string, number> {
    const places = new Map<string, number>();
    for (const each of this.#pending.values()) {
      if (holds(each) && !places.has(each.session)) places.set(each.session, each.order);
    }
    return places;
  }

  /** Forgets a request; undefined if it was not waiting for an answer. */
  answered(request: number): RequestFrame | undefined {
    const pending = this.#pending.get(request);
    this.#pending.delete(request);
    return pending?.frame;
  }

  /** Refused for now: asked again at `until`, if it still waits. */
  postpone(request: number, until: number): void {
    const pending = this.#pending.get(request);
    if (pending) {
      pending.isSent = false;
      pending.due = until;
    }
  }

  /** The connection is gone: all are asked again. */
  ground(): void {
    for (const each of this.#pending.values()) {
      each.isSent = false;
      each.due = 0;
    }
  }

  /** When `expired` has something, or a postponed one is due. */
  get nextDeadline(): number {
    const times = [...this.#pending.values()].map((each) =>
      Math.min(each.deadline, each.due || each.deadline),
    );
    return Math.min(Infinity, ...times);
  }

  /** Forgets requests past their deadline; returns their numbers. */
  expired(now: number): number[] {
    this.#startClocks(now);
    const late: number[] = [];
    for (const [number, each] of this.#pending) {
      if (each.due <= now) each.due = 0;
      if (each.deadline <= now) late.push(number);
    }
    for (const number of late) this.#pending.delete(number);
    return late;
  }

  #isBehind(pending: Pending): boolean {
    const oldest = this.#oldest(pending.session);
    return oldest !== undefined && oldest < pending.order;
  }

  #startClocks(now: number): void {
    for (const each of this.#pending.values()) {
      if (each.deadline === Infinity && !this.#isBehind(each)) each.deadline = now + REQUEST_MS;
    }
  }
}

/** What came later in its session has to wait. */
function holds(pending: Pending): boolean {
  const isQuestion = QUESTIONS.has(pending.frame.frame);
  return pending.session !== "" && !(isQuestion && pending.hasLeft);
}
