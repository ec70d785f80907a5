// What was said, by whom, and what of ours is not confirmed: all sessions of a client.
//
// Ties the outbox, the positions, the typing indicators and the receipts together: a message moves the
// position, ends its sender's typing, confirms the entry of the outbox it came from, and is to be
// receipted when it is another's.

import { ErrorCode, type Message, type Receipt, type Res, type Room, type Session, type Welcome } from "../wire.ts";
import type { ClientEvent, ReceiptChanged } from "./events.ts";
import { Outbox, type StoredSend } from "./outbox.ts";
import { ReceiptSender, ReceiptView, type Delivery, type Identity } from "./receipts.ts";
import type { SenderRole } from "./terms.ts";
import { Transcripts, type Shown } from "./transcripts.ts";
import { TypingView } from "./typing.ts";

export class Conversations {
  readonly outbox = new Outbox();
  readonly transcripts: Transcripts;
  readonly typing = new TypingView();
  readonly receipts = new ReceiptSender();
  readonly #readers = new ReceiptView();
  #me: Identity & { readonly name: string } = { role: "visitor", id: "", name: "" };

  /** `positions`: the last number already seen, by session. */
  constructor(positions: Readonly<Record<string, number>>) {
    this.transcripts = new Transcripts(positions);
  }

  /** Our own id; "" before the first WELCOME. */
  get principal(): string {
    return this.#me.id;
  }

  /** The server said who we are. */
  welcomed(welcome: Welcome): void {
    const role: SenderRole = welcome.role === "visitor" ? "visitor" : "agent";
    this.#me = { role, id: welcome.principal, name: welcome.name };
  }

  /** Takes a message, ours or another's. */
  message(message: Message): ClientEvent[] {
    const confirmed = message.cid && this.#isMe(message.role, message.sender) ? this.#confirm(message) : [];
    return [...confirmed, ...this.#read(message)];
  }

  /** Takes the final answer to a message of ours; it counts as the message, if it was taken. */
  answered(send: StoredSend, answer: Res): ClientEvent[] {
    const { session, room, cid, body } = send;
    if (answer.code !== ErrorCode.OK) {
      this.outbox.settle(session, cid);
      return [{ is: "refused", session, cid, body, code: answer.code }];
    }
    const { role, id, name } = this.#me;
    return this.message({
      frame: "MESSAGE", session, room, number: answer.number, role, sender: id, name, body,
      at: answer.at, cid, is_answer: false,
    });
  }

  /** Takes the state of a session, and how far who has come with it. */
  session(session: Session): ClientEvent[] {
    const speaks = session.guests.some((each) => each.agent === this.#me.id && each.part === "speaking");
    const serves = session.state === "serving" && (session.agent === this.#me.id || speaks);
    return this.#shown(session, { is: "session", session }, this.#me.role === "visitor" || serves);
  }

  /** Takes the state of a room that is no visitor's. */
  room(room: Room): ClientEvent[] {
    return this.#shown(room, { is: "room", room }, true);
  }

  /** Takes what another has received or read. */
  receipt(frame: Receipt): ClientEvent[] {
    return this.#ofOthers(this.#readers.received(frame));
  }

  /** What became of a message of our own on the other side. */
  delivery(session: string, number: number): Delivery {
    return this.#readers.delivery(session, number, this.#me);
  }

  /** The person was shown all that has come up to `number`; 0: all of it. */
  read(session: string, number: number): void {
    const position = this.transcripts.position(session);
    this.receipts.read(session, Math.min(number || position, position));
  }

  /** Messages of others, as far as they have come, that were not shown; who has written has read. */
  unread(session: string): number {
    let read = Math.max(this.transcripts.ownLast(session), this.receipts.readUntil(session));
    const seen = this.transcripts.seen(session);
    if (seen?.frame === "SESSION" && this.#me.role === "visitor") {
      read = Math.max(read, seen.last_number - seen.unread);
    }
    return Math.max(0, this.transcripts.position(session) - read);
  }

  #confirm({ session, number, cid, at }: Message): ClientEvent[] {
    this.transcripts.sent(session, number);
    return this.outbox.settle(session, cid) ? [{ is: "confirmed", session, cid, number, at }] : [];
  }

  #read(message: Message): ClientEvent[] {
    const { session, number, role, sender } = message;
    if (this.transcripts.arrived(session, number) !== "next") return [];
    if (!this.#isMe(role, sender)) this.receipts.received(session, number);
    return [...this.typing.message(message), { is: "message", message }];
  }

  #shown(shown: Shown, event: ClientEvent, isOurs: boolean): ClientEvent[] {
    const before = this.transcripts.position(shown.session);
    const isNew = this.transcripts.changed(shown);
    if (this.transcripts.position(shown.session) < before) {
      // The numbers above will be other messages, which nobody has or has read.
      this.receipts.forget(shown.session);
      this.#readers.forget(shown.session);
    }
    const own = shown.readers.find((each) => this.#isMe(each.role, each.id));
    this.receipts.shown(shown, own ?? { delivered: 0, read: 0 }, isOurs);
    return [...(isNew ? [event] : []), ...this.#ofOthers(this.#readers.shown(shown))];
  }

  #ofOthers(changes: readonly ReceiptChanged[]): ReceiptChanged[] {
    return changes.filter((each) => !this.#isMe(each.role, each.sender));
  }

  #isMe(role: SenderRole, sender: string): boolean {
    return role === this.#me.role && sender === this.#me.id;
  }
}
