// What goes out next on a connection that is welcomed, and in which order.
//
// Positions first, then requests, messages, receipts and words of typing: what is lost with a
// connection goes last. Requests and messages wait while the server owes too many answers, and those
// of one session for each other.

import { MAX_BATCH_IN, type ClientFrame } from "../wire.ts";
import type { Conversations } from "./conversations.ts";
import type { Requests } from "./requests.ts";
import { roomAt } from "./terms.ts";
import type { TypingSender } from "./typing.ts";

/** Answers that the server may owe, unless it says otherwise. */
export const SEND_WINDOW = 32;
/** Characters of the bodies of one batch, the last aside: with that it stays below a frame's limit. */
const MAX_BATCH_CHARS = 5_000;
/** Frames that an end needs room for: what was read is heard no more behind it. */
const RECEIPT_AND_CLOSE = 2;

/** Makes batches of what the parts of a client have to say. */
export class Outgoing {
  readonly #requests: Requests;
  readonly #conversations: Conversations;
  readonly #typing: TypingSender;
  #window = SEND_WINDOW;
  #numbers = 0;

  constructor(requests: Requests, conversations: Conversations, typing: TypingSender) {
    this.#requests = requests;
    this.#conversations = conversations;
    this.#typing = typing;
  }

  /** A number for a frame that is answered. */
  newNumber(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  /** The server said how many answers it may owe at once. */
  welcomed(window: number): void {
    this.#window = Math.max(1, Math.min(window, SEND_WINDOW));
  }

  /** The next batch; empty when there is nothing to say. */
  take(now: number): ClientFrame[] {
    const { transcripts } = this.#conversations;
    const frames: ClientFrame[] = [];
    const positions = transcripts.toSync(now);
    if (Object.keys(positions).length) frames.push({ frame: "SYNC", positions });
    this.#addRequests(frames, now);
    this.#addSends(frames, now);
    while (frames.length < MAX_BATCH_IN) {
      const receipt = this.#conversations.receipts.take(now);
      if (!receipt) break;
      frames.push(receipt);
    }
    while (frames.length < MAX_BATCH_IN) {
      const word = this.#typing.take();
      if (!word) break;
      const { session, isTyping, preview } = word;
      const after = transcripts.ownLast(session);
      frames.push({ frame: "SET_TYPING", session, room: roomAt(session), is_typing: isTyping, after, preview });
    }
    return frames;
  }

  #addRequests(frames: ClientFrame[], now: number): void {
    while (this.#hasWindow(frames, RECEIPT_AND_CLOSE)) {
      const request = this.#requests.next(now);
      if (!request) return;
      if (request.frame === "CLOSE") {
        const last = this.#conversations.receipts.takeLast(request.session, now);
        if (last) frames.push(last);
      }
      frames.push(request);
    }
  }

  #addSends(frames: ClientFrame[], now: number): void {
    const held = this.#requests.held();
    for (let room = MAX_BATCH_CHARS; room > 0 && this.#hasWindow(frames); ) {
      const request = this.newNumber();
      const send = this.#conversations.outbox.nextFlight(request, now, held);
      if (!send) return;
      room -= JSON.stringify(send.body).length;
      frames.push({ frame: "SEND", request, ...send });
    }
  }

  #hasWindow(frames: readonly ClientFrame[], room = 1): boolean {
    const unanswered = this.#conversations.outbox.inFlight + this.#requests.inFlight;
    return frames.length + room <= MAX_BATCH_IN && unanswered < this.#window;
  }
}
