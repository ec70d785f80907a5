// Runs the core over WebSockets: connects, reads, writes, keeps its time, and again.
//
// Browsers and Node have the same WebSocket; nothing else of them is used here.

import type { AnswerTo } from "./core/answers.ts";
import { ClientCore, type Question } from "./core/client_core.ts";
import type { Answer, ClientEvent } from "./core/events.ts";
import { OutboxFull, type StoredSend } from "./core/outbox.ts";
import type { SentBody } from "./core/terms.ts";
import type { OutboxStore } from "./outbox_store.ts";
import { HttpRefused, HttpUnavailable } from "./problem.ts";
import { Unsendable } from "./shape.ts";
import type { TicketSource } from "./tickets.ts";
import { CloseCode, ErrorCode, SUBPROTOCOL } from "./wire.ts";

/** The server refused a message or a request for good; `code` is one of `ErrorCode`. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: number;

  constructor(code: number) {
    super(`refused with ErrorCode ${code}`);
    this.code = code;
  }
}

/** No answer in time: the outcome of a request is unknown. */
export class AskTimeout extends Error {
  override readonly name = "AskTimeout";
}

/** The client stays away; `code` is the close code, `refusal` why there was no ticket. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly code: number;
  readonly refusal: string;

  constructor(code: number, refusal: string) {
    super(`closed with ${code}${refusal && `: ${refusal}`}`);
    this.code = code;
    this.refusal = refusal;
  }
}

/** A message is on the server's disk: its number in the session, and when (ms since the epoch). */
export interface Sent {
  readonly number: number;
  readonly at: number;
}

interface Waiter<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/** The longest that a timer of browsers can be set to. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** Without a connection for so long the attempt is given up; networks that swallow packets say nothing. */
const CONNECT_MS = 10_000;
/** No close frame: the connection broke, or was never made. */
const BROKEN = 1006;

/** One client's connection to its gateway, through all reconnects. */
export class Link {
  readonly core: ClientCore;
  readonly #tickets: TicketSource;
  readonly #store: OutboxStore;
  readonly #listeners = new Set<(event: ClientEvent) => void>();
  readonly #sends = new Map<string, Waiter<Sent>>();
  readonly #requests = new Map<number, Waiter<Answer>>();
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #needsFreshTicket = false;
  #refusal = "";
  #isConnecting = false;
  #adopting: Promise<void> | undefined;
  readonly #events: ClientEvent[] = [];
  #isTelling = false;
  /** Set after the last event: nothing will be sent any more. */
  stopped: Stopped | undefined;

  constructor(core: ClientCore, tickets: TicketSource, store: OutboxStore) {
    this.core = core;
    this.#tickets = tickets;
    this.#store = store;
  }

  /** Connects, now and for ever, until `close` or until the server says to stay away. */
  start(): void {
    this.#pump();
  }

  /** Ends the client, which tells nothing more; what is not confirmed stays in the store. */
  close(): void {
    if (this.stopped) return;
    this.#listeners.clear();
    this.#stop(new Stopped(CloseCode.NORMAL, ""));
    this.#socket?.close(CloseCode.NORMAL);
  }

  /** Connects at once instead of waiting, or looks whether the connection is one: see `ClientCore.hurry`. */
  hurry(): void {
    this.core.hurry(now());
    this.#pump();
  }

  /** The person's language: what is opened from now on is in it. Connects anew. Throws `Unsendable`. */
  setLanguage(language: string): void {
    this.core.setLanguage(language);
    if (this.#socket) this.#abandon(this.#socket, BROKEN);
    this.hurry();
  }

  /** Tells everything that happens, in order; returns how to hear no more. */
  on(listener: (event: ClientEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Sends a message; `posted` is called with its client id when it is in the outbox.
   *
   * Through any number of reconnects it becomes one message. What is called later for the session comes
   * after it. The store takes it meanwhile; if it cannot, `notKept` tells, and the message is sent all the
   * same. Rejects with `Refused`, `Stopped`, `OutboxFull`, `Unsendable`.
   */
  async send(session: string, body: SentBody, posted?: (cid: string) => void): Promise<Sent> {
    if (this.stopped) throw this.stopped;
    const send = this.core.compose(session, body);
    this.core.send(send);
    const sent = new Promise<Sent>((resolve, reject) => {
      this.#sends.set(keyOf(session, send.cid), { resolve, reject });
    });
    void this.#keep(send);
    posted?.(send.cid);
    this.#pump();
    return sent;
  }

  /** Takes over what another page left in the store, or this one before it was loaded again. */
  adopt(): Promise<void> {
    this.#adopting ??= this.#adopt().finally(() => {
      this.#adopting = undefined;
    });
    return this.#adopting;
  }

  /**
   * Asks, through reconnects, until it is answered.
   *
   * Rejects with `Refused`, `AskTimeout`, `Stopped`, `TooManyRequests`, `Unsendable`.
   */
  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    if (this.stopped) throw this.stopped;
    const request = this.core.ask(question, now());
    const answered = new Promise<Answer>((resolve, reject) => {
      this.#requests.set(request, { resolve, reject });
    });
    this.#pump();
    const answer = await answered;
    if (answer.frame === "RES" && answer.code !== ErrorCode.OK) throw new Refused(answer.code);
    return answer as AnswerTo<Q>;
  }

  /** The core was given something to send. */
  wake(): void {
    this.#pump();
  }

  // --- the store: what it fails at costs the memory of a message, never the message

  async #keep({ session, cid, ...rest }: StoredSend): Promise<void> {
    try {
      await this.#store.add({ session, cid, ...rest });
    } catch {
      if (this.core.isPending(session, cid)) this.#tell([{ is: "notKept", session, cid }]);
    }
  }

  /** If this is forgotten the next page sends the message again, under its id: it stays one message. */
  #forget(session: string, cid: string): void {
    this.#store.settle(session, cid).catch(() => {});
  }

  async #adopt(): Promise<void> {
    // What is settled while the store is read must not begin anew.
    const known = new Set(this.core.pending.map(({ session, cid }) => keyOf(session, cid)));
    const stored = await this.#store.load().catch(() => []);
    for (const send of stored) {
      if (known.has(keyOf(send.session, send.cid))) continue;
      if (!this.#takeOver(send)) break;
    }
    this.#pump();
  }

  /** False: there is no room, the rest has to wait for another time. */
  #takeOver(send: StoredSend): boolean {
    try {
      this.core.send(send);
    } catch (error) {
      if (error instanceof OutboxFull) return false;
      if (!(error instanceof Unsendable)) throw error;
      this.#forget(send.session, send.cid); // of a version with other bounds
      return true;
    }
    this.#tell([{ is: "adopted", send }]);
    return true;
  }

  // --- what happens

  /** In order, also when a listener's call has something happen. */
  #tell(events: readonly ClientEvent[]): void {
    this.#events.push(...events);
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (let event = this.#events.shift(); event; event = this.#events.shift()) {
      const told = event.is === "stopped" ? { ...event, refusal: this.#refusal } : event;
      this.#settle(told);
      for (const listener of [...this.#listeners]) this.#say(listener, told);
    }
    this.#isTelling = false;
  }

  /** What a listener throws is the platform's to report; the connection must not end of it. */
  #say(listener: (event: ClientEvent) => void, event: ClientEvent): void {
    try {
      listener(event);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  #settle(event: ClientEvent): void {
    switch (event.is) {
      case "confirmed":
      case "refused":
        this.#forget(event.session, event.cid);
        this.#settleSend(event);
        break;
      case "connected":
        void this.adopt(); // a tab that died meanwhile has left its messages
        break;
      case "answered":
        this.#take(event.request)?.resolve(event.answer);
        break;
      case "expired":
        this.#take(event.request)?.reject(new AskTimeout("the server did not answer in time"));
        break;
      case "stopped":
        this.#stop(new Stopped(event.code, event.refusal));
        break;
    }
  }

  #settleSend(event: Extract<ClientEvent, { readonly is: "confirmed" | "refused" }>): void {
    const key = keyOf(event.session, event.cid);
    const waiter = this.#sends.get(key);
    this.#sends.delete(key);
    if (event.is === "confirmed") waiter?.resolve({ number: event.number, at: event.at });
    else waiter?.reject(new Refused(event.code));
  }

  #take(request: number): Waiter<Answer> | undefined {
    const waiter = this.#requests.get(request);
    this.#requests.delete(request);
    return waiter;
  }

  #stop(why: Stopped): void {
    this.stopped = why;
    clearTimeout(this.#timer);
    for (const waiter of [...this.#sends.values(), ...this.#requests.values()]) waiter.reject(why);
    this.#sends.clear();
    this.#requests.clear();
  }

  // --- one connection after the other

  /** Does what is due, writes what is to be written, and sets the clock for the next time. */
  #pump(): void {
    if (this.stopped) return;
    this.#tell(this.core.onTime(now()));
    if (!this.#socket && !this.#isConnecting && this.core.connectAt <= now()) void this.#connect();
    this.#write();
    if (this.stopped) return;
    clearTimeout(this.#timer);
    const due = this.#socket || this.#isConnecting
      ? this.core.nextDeadline
      : Math.min(this.core.connectAt, this.core.nextDeadline);
    if (due !== Infinity) {
      this.#timer = setTimeout(() => this.#pump(), Math.min(Math.max(0, due - now()), MAX_TIMER_MS));
    }
  }

  #write(): void {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    for (let data = this.core.nextMessage(now()); data; data = this.core.nextMessage(now())) {
      socket.send(data as Uint8Array<ArrayBuffer>);
    }
    if (this.core.closeWanted !== undefined) this.#abandon(socket, this.core.closeWanted);
  }

  async #connect(): Promise<void> {
    this.#isConnecting = true;
    let code: number | undefined;
    try {
      const { ticket, gateway } = await this.#tickets.ticket(this.#needsFreshTicket);
      if (this.stopped) return;
      this.core.useTicket(ticket);
      this.#open(gateway);
    } catch (error) {
      code = this.#withoutTicket(error);
    } finally {
      this.#isConnecting = false;
    }
    if (code !== undefined) this.#ended(code);
  }

  /** Whatever else it is, as an address that is none: with the next ticket it may be another. */
  #withoutTicket(error: unknown): number {
    if (error instanceof HttpRefused) {
      this.#refusal = error.code;
      return CloseCode.BAD_TICKET;
    }
    if (error instanceof HttpUnavailable) this.core.waitAtLeast(error.retryMs);
    return BROKEN;
  }

  #open(gateway: string): void {
    const socket = new WebSocket(gateway, SUBPROTOCOL);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    const late = setTimeout(() => this.#abandon(socket, BROKEN), CONNECT_MS);
    socket.onopen = () => {
      clearTimeout(late);
      this.core.connected(now());
      this.#pump();
    };
    socket.onmessage = ({ data }) => {
      this.#tell(this.core.receive(new Uint8Array(data as ArrayBuffer), now()));
      this.#pump();
    };
    socket.onclose = ({ code }) => {
      clearTimeout(late);
      this.#lost(socket, code);
    };
  }

  /** The closing handshake may take for ever where the network is gone: it is not waited for. */
  #abandon(socket: WebSocket, code: number): void {
    // Browsers close with 1000 and 3000 … 4999 alone.
    socket.close(code >= 3000 ? code : CloseCode.NORMAL);
    this.#lost(socket, code);
  }

  #lost(socket: WebSocket, code: number): void {
    socket.onopen = socket.onmessage = socket.onclose = null;
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    if (!this.stopped) this.#ended(code);
  }

  #ended(code: number): void {
    this.#needsFreshTicket = code === CloseCode.TICKET_EXPIRED;
    this.#tell(this.core.disconnected(code, now()));
    this.#pump();
  }
}

function keyOf(session: string, cid: string): string {
  return `${session} ${cid}`;
}

function now(): number {
  return performance.now();
}
