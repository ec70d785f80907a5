// The client's machine: one identity, any number of connections one after the other. No I/O here.
//
// The shell that owns a transport drives it like this:
//
//     const core = new ClientCore({ codec, client, random, newId });
//     // connect at core.connectAt, then
//     core.useTicket(ticket);
//     core.connected(now);
//     events = core.receive(bytes, now);            // for each message
//     while ((bytes = core.nextMessage(now))) …     // write it
//     events = core.onTime(now);                    // at core.nextDeadline
//     if (core.closeWanted !== undefined) …         // close the transport
//     events = core.disconnected(closeCode, now);   // however it ended
//
// Commands (`send`, `ask`, …) may be given at any time, also without a connection; those of one session
// leave in the order in which they were given. A reconnect resumes by position, sends unconfirmed
// messages again with their client ids and asks unanswered requests again with their operation ids.
// Times are ms of one monotonic clock.

import type { Codec } from "../codec.ts";
import { Malformed } from "../shape.ts";
import {
  CloseCode, ErrorCode, MAX_BATCH_IN, TEMPORARY,
  type Board, type ClientFrame, type ClientInfo, type Err, type Res, type ServerFrame, type Welcome,
} from "../wire.ts";
import { Conversations } from "./conversations.ts";
import type { Answer, ClientEvent } from "./events.ts";
import type { StoredSend } from "./outbox.ts";
import { Outgoing } from "./outgoing.ts";
import type { Delivery } from "./receipts.ts";
import { Reconnect } from "./reconnect.ts";
import { Requests, type RequestFrame } from "./requests.ts";
import { ServerClock } from "./server_clock.ts";
import { roomAt, type SentBody } from "./terms.ts";
import { endOf, TypingSender } from "./typing.ts";
import { Watchdog } from "./watchdog.ts";

/** Wait, in ms, after a temporary refusal that names no time. */
export const RETRY_MS = 500;
/** New tickets in a row that the server finds over: then clocks are wrong, and asking on is no use. */
export const MAX_RENEWALS = 3;

export interface ClientSettings {
  readonly codec: Codec<ServerFrame, ClientFrame>;
  /** Name and version for the server's logs, and the person's language (BCP 47). */
  readonly client: ClientInfo;
  /** 0 … 1, for delays. */
  readonly random: () => number;
  /** Ids that are unique for ever, at most 64 characters. */
  readonly newId: () => string;
  /** Last number already seen, per session. */
  readonly positions?: Readonly<Record<string, number>>;
}

type Distributive<T> = T extends RequestFrame ? Omit<T, "request" | "operation"> : never;
/** A request without what the core puts in: its number and its operation id. */
export type Question = Distributive<RequestFrame>;

/** The state of one client across its connections. */
export class ClientCore {
  readonly #settings: ClientSettings;
  #client: ClientInfo;
  readonly #conversations: Conversations;
  readonly #requests: Requests;
  readonly #typing = new TypingSender();
  readonly #outgoing: Outgoing;
  readonly #reconnect: Reconnect;
  readonly #watchdog = new Watchdog();
  readonly #clock = new ServerClock();
  #ticket = "";
  #expiredTickets = 0;
  #urgent: ClientFrame[] = [];
  #isReady = false;
  #isPreviewed = false;
  #boardVersion = -1;
  /** When to connect; infinite while connected and after `stopped`. */
  connectAt = 0;
  /** Set when the shell must close the connection: the server broke off or broke the protocol. */
  closeWanted: number | undefined;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
    this.#client = settings.client;
    this.#conversations = new Conversations(settings.positions ?? {});
    this.#requests = new Requests((session) => this.#conversations.outbox.oldest(session));
    this.#outgoing = new Outgoing(this.#requests, this.#conversations, this.#typing);
    this.#reconnect = new Reconnect(settings.random);
    this.#checked({ frame: "HELLO", ticket: "", client: settings.client });
  }

  // --- commands

  /** A message for `send`, with an id of its own: first a store may remember it. */
  compose(session: string, body: SentBody): StoredSend {
    return { session, room: roomAt(session), cid: this.#settings.newId(), body };
  }

  /** Puts a message into the outbox; also one of an earlier page's. Throws `OutboxFull`, `Unsendable`. */
  send(send: StoredSend): void {
    this.#checked({ frame: "SEND", request: 0, ...send });
    this.#conversations.outbox.add(send);
    this.#conversations.transcripts.follow(send.session);
    this.#typing.sentMessage(send.session);
  }

  /**
   * Asks for something; returns the number of the request.
   *
   * The answer comes as `answered`, or `expired` after `REQUEST_MS`. Throws `TooManyRequests`,
   * `Unsendable`.
   */
  ask(question: Question, now: number): number {
    const request = this.#outgoing.newNumber();
    // What is no act has no such field: the codec passes over what its shape does not name.
    const frame = { ...question, request, operation: this.#settings.newId() } as RequestFrame;
    this.#checked(frame);
    this.#requests.add(frame, this.#conversations.outbox.newOrder(), now);
    return request;
  }

  /** Keys are pressed, or no longer; call it as often as it happens. Without a connection forgotten. */
  setTyping(session: string, isTyping: boolean, preview: string, now: number): void {
    if (!this.#isReady) return;
    const shown = isTyping && this.#isPreviewed ? endOf(preview) : "";
    this.#typing.set({ session, isTyping, preview: shown }, now);
  }

  /** The person was shown what has come up to `number`; 0: all. Thinned out. */
  read(session: string, number = 0): void {
    this.#conversations.read(session, number);
  }

  /** What became of message `number`, one of our own, on the other side. */
  delivery(session: string, number: number): Delivery {
    return this.#conversations.delivery(session, number);
  }

  /** How many messages of others have come that the person was not shown. */
  unread(session: string): number {
    return this.#conversations.unread(session);
  }

  /** The last number received in a session. */
  position(session: string): number {
    return this.#conversations.transcripts.position(session);
  }

  /** The server's clock, in ms since the epoch; undefined before the first WELCOME. */
  serverMs(now: number): number | undefined {
    return this.principal ? this.#clock.ms(now) : undefined;
  }

  /** Our own id; "" before the first WELCOME. */
  get principal(): string {
    return this.#conversations.principal;
  }

  /** Messages that are not confirmed, oldest first. */
  get pending(): readonly StoredSend[] {
    return this.#conversations.outbox.pending;
  }

  /** True until a message is confirmed or refused. */
  isPending(session: string, cid: string): boolean {
    return this.#conversations.outbox.has(session, cid);
  }

  // --- connection

  /** The person's language, from the next connection on. Throws `Unsendable`. */
  setLanguage(language: string): void {
    const client = { ...this.#client, language };
    this.#checked({ frame: "HELLO", ticket: "", client });
    this.#client = client;
  }

  /** The next connection is greeted with this one. */
  useTicket(ticket: string): void {
    this.#ticket = ticket;
  }

  /** Whoever gives tickets said when to come back, beside the usual delay. */
  waitAtLeast(ms: number): void {
    this.#reconnect.askedToWait(ms);
  }

  /**
   * The network is back, or the page is looked at again.
   *
   * Without a connection the next attempt is due, unless the server asked to wait; one that is there is
   * doubted: a machine that slept is not told that its connections broke.
   */
  hurry(now: number): void {
    if (this.#isReady) {
      if (this.#watchdog.probed(now)) this.#urgent.push({ frame: "PING", number: 0 });
    } else if (this.connectAt !== Infinity) {
      this.connectAt = Math.min(this.connectAt, Math.max(now, this.#reconnect.notBefore));
    }
  }

  /** A transport is up: HELLO goes out first. */
  connected(now: number): void {
    this.connectAt = Infinity;
    this.closeWanted = undefined;
    this.#watchdog.connected(now);
    this.#clock.asked(now);
    const positions = this.#conversations.transcripts.toResume();
    this.#urgent = [{ frame: "HELLO", ticket: this.#ticket, client: this.#client, positions }];
  }

  /** The transport ended, or could not be made (1006); everything is kept. */
  disconnected(code: number, now: number): ClientEvent[] {
    this.#isReady = false;
    this.#urgent = [];
    this.#watchdog.disconnected();
    this.#conversations.outbox.ground();
    this.#requests.ground();
    this.#typing.clear();
    this.#conversations.receipts.ground();
    const events: ClientEvent[] = this.#conversations.typing.clear();
    if (!this.#mayComeBack(code)) {
      this.connectAt = Infinity;
      return [...events, { is: "stopped", code, refusal: "" }];
    }
    const retryMs = this.#reconnect.delay(now);
    this.connectAt = now + retryMs;
    return [...events, { is: "disconnected", code, retryMs }];
  }

  /** Takes one message of the server; never throws on what it holds. */
  receive(data: Uint8Array, now: number): ClientEvent[] {
    this.#watchdog.heard(now);
    let frames: readonly ServerFrame[];
    try {
      frames = this.#settings.codec.decode(data);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.closeWanted = CloseCode.PROTOCOL;
      return [{ is: "error", code: ErrorCode.PROTOCOL, text: error.message }];
    }
    return frames.flatMap((frame) => this.#take(frame, now));
  }

  /** The next message to write, or undefined. */
  nextMessage(now: number): Uint8Array | undefined {
    let frames: readonly ClientFrame[] = [];
    if (this.#urgent.length) frames = this.#urgent.splice(0, MAX_BATCH_IN);
    else if (this.#isReady) frames = this.#outgoing.take(now);
    return frames.length ? this.#settings.codec.encode(frames) : undefined;
  }

  /** When `onTime` wants to be called; may change with every other call. */
  get nextDeadline(): number {
    const { outbox, transcripts, receipts, typing } = this.#conversations;
    const always = Math.min(this.#requests.nextDeadline, typing.nextDeadline, this.#watchdog.nextDeadline);
    if (!this.#isReady) return always;
    return Math.min(
      always, outbox.nextDeadline, transcripts.nextDeadline, receipts.nextDeadline, this.#typing.nextDeadline,
    );
  }

  /** Does what is due. Harmless when early. */
  onTime(now: number): ClientEvent[] {
    this.#conversations.outbox.onTime(now);
    this.#typing.onTime(now);
    if (this.#watchdog.isLate(now)) this.closeWanted = CloseCode.HEARTBEAT;
    const expired = this.#requests.expired(now);
    return [
      ...this.#conversations.typing.onTime(now),
      ...expired.map((request) => ({ is: "expired", request }) as const),
    ];
  }

  #mayComeBack(code: number): boolean {
    if (code !== CloseCode.TICKET_EXPIRED) return mayReconnect(code);
    this.#expiredTickets += 1;
    return this.#expiredTickets <= MAX_RENEWALS;
  }

  /** What no server would take ends here: there it ended the connection, and with each one the next. */
  #checked(frame: ClientFrame): void {
    this.#settings.codec.encode([frame]);
  }

  // --- frames in

  #take(frame: ServerFrame, now: number): ClientEvent[] {
    const conversations = this.#conversations;
    switch (frame.frame) {
      case "WELCOME":
        return this.#welcomed(frame, now);
      case "PING":
        this.#urgent.push({ frame: "PONG", number: frame.number });
        return [];
      case "PONG":
        return [];
      case "GO_AWAY":
        this.#reconnect.askedToWait(frame.retry_ms);
        return [{ is: "goingAway", retryMs: frame.retry_ms }];
      case "ERR":
        return this.#failed(frame, now);
      case "RES":
        return this.#answered(frame, now);
      case "MESSAGE":
        return conversations.message(frame);
      case "TYPING":
        return conversations.typing.received(frame, now);
      case "RECEIPT":
        return conversations.receipt(frame);
      case "SESSION":
        return conversations.session(frame);
      case "ROOM":
        return conversations.room(frame);
      case "GAP":
        conversations.transcripts.cutOff(frame.session, frame.upto);
        return [];
      case "BOARD":
        return this.#boarded(frame);
      case "POSITION":
        return [{ is: "position", position: frame }];
      case "NOTICE":
        return [{ is: "notice", notice: frame }];
      case "DASHBOARD":
        return [{ is: "dashboard", dashboard: frame }];
      case "NEWS_PUBLISHED":
        return [{ is: "newsPublished", published: frame }];
      default:
        return this.#settle(frame);
    }
  }

  #welcomed(frame: Welcome, now: number): ClientEvent[] {
    this.#isReady = true;
    this.#expiredTickets = 0;
    this.#conversations.welcomed(frame);
    this.#outgoing.welcomed(frame.limits.window);
    this.#boardVersion = -1;
    this.#watchdog.welcomed(frame.limits.heartbeat_ms, now);
    this.#reconnect.welcomed(now);
    this.#clock.told(frame.server_ms, now);
    this.#isPreviewed = frame.typing_preview;
    const { role, principal, typing_preview: typingPreview } = frame;
    return [{ is: "connected", role, principal, serverMs: this.#clock.ms(now), typingPreview }];
  }

  #failed({ code, text, retry_ms }: Err, now: number): ClientEvent[] {
    // Without a number SYNC alone is asked again.
    if (TEMPORARY.includes(code)) this.#conversations.transcripts.postpone(this.#retryAt(retry_ms, now));
    return [{ is: "error", code, text }];
  }

  #boarded(board: Board): ClientEvent[] {
    if (board.version <= this.#boardVersion) return [];
    this.#boardVersion = board.version;
    this.#conversations.transcripts.keep([...board.sessions, ...board.visits]);
    return [{ is: "board", board }];
  }

  #answered(answer: Res, now: number): ClientEvent[] {
    const send = this.#conversations.outbox.flight(answer.request);
    if (TEMPORARY.includes(answer.code)) {
      const until = this.#retryAt(answer.retry_ms, now);
      if (send) this.#conversations.outbox.postpone(answer.request, until);
      else this.#requests.postpone(answer.request, until);
      return [];
    }
    return send ? this.#conversations.answered(send, answer) : this.#settle(answer);
  }

  #settle(answer: Answer): ClientEvent[] {
    const asked = this.#requests.answered(answer.request);
    if (!asked) return []; // answered before, under this or another number
    if (asked.frame === "OPEN" && answer.frame === "RES" && answer.session) {
      this.#conversations.transcripts.follow(answer.session);
    }
    return [{ is: "answered", request: answer.request, answer }];
  }

  #retryAt(retryMs: number, now: number): number {
    return now + (retryMs || RETRY_MS) * (1 + this.#settings.random());
  }
}

/** Whether to come back by oneself after a close code; 1006 and what is not named below 4500: yes. */
export function mayReconnect(code: number): boolean {
  return code < 4500;
}
