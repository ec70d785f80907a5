// Who has what: how far the others have come, and when we say how far we are. Times are ms.
//
// Receipts are cumulative and only grow, so one for many messages is enough, and one that comes late
// or twice changes nothing. What the server knows of us stands in each SESSION: where that is less
// than we said, we say it again.

import type { Read, Reader, Receipt } from "../wire.ts";
import type { ReceiptChanged } from "./events.ts";
import { VISITOR_ROOM, roomAt, type SenderRole } from "./terms.ts";
import { MAX_TRACKED, isOver, type Shown } from "./transcripts.ts";

/** Between two receipts of ours in one session: what comes meanwhile goes into one. */
export const RECEIPT_MS = 1_000;
/** Participants of a session; a server that names more is not believed. */
export const MAX_READERS = 64;

/** What became of a message that is on the server's disk, on the other side. */
export type Delivery = "sent" | "delivered" | "read";

export interface Identity {
  readonly role: SenderRole;
  readonly id: string;
}

/** How far the others have come. */
export class ReceiptView {
  readonly #sessions = new Map<string, Map<string, Reader>>();

  /** Takes a push; returns what is new of it. */
  received({ session, role, sender, delivered, read }: Receipt): ReceiptChanged[] {
    return this.#take(session, { role, id: sender, delivered, read });
  }

  /** Takes the state of a session; returns what had not been pushed. */
  shown(frame: Shown): ReceiptChanged[] {
    return frame.readers.flatMap((each) => this.#take(frame.session, each));
  }

  /** What was known of a session holds no more. */
  forget(session: string): void {
    this.#sessions.delete(session);
  }

  /** What became of our message `number`; where there is no visitor, everybody else is the other side. */
  delivery(session: string, number: number, me: Identity): Delivery {
    const isAside = roomAt(session) !== VISITOR_ROOM;
    const others = [...(this.#sessions.get(session)?.values() ?? [])].filter(
      (each) => !(each.role === me.role && (each.id === me.id || !isAside)),
    );
    if (others.some((each) => each.read >= number)) return "read";
    return others.some((each) => each.delivered >= number) ? "delivered" : "sent";
  }

  #take(session: string, reader: Reader): ReceiptChanged[] {
    let readers = this.#sessions.get(session);
    if (!readers) {
      dropOldest(this.#sessions, MAX_TRACKED);
      readers = new Map();
      this.#sessions.set(session, readers);
    }
    const key = `${reader.role} ${reader.id}`;
    const old = readers.get(key);
    if (!old && readers.size >= MAX_READERS) return [];
    const delivered = Math.max(old?.delivered ?? 0, reader.delivered);
    const read = Math.max(old?.read ?? 0, reader.read);
    if (delivered === (old?.delivered ?? 0) && read === (old?.read ?? 0)) return [];
    readers.set(key, { role: reader.role, id: reader.id, delivered, read });
    return [{ is: "receipt", session, role: reader.role, sender: reader.id, delivered, read }];
  }
}

/** What we have of a session, what we said last and when, and if we may say it. */
interface Marks {
  delivered: number;
  read: number;
  saidDelivered: number;
  saidRead: number;
  saidAt: number;
  isOurs: boolean;
}

/**
 * Our own receipts: at most one per session in `RECEIPT_MS`.
 *
 * Nothing is said of a session before its state came on this connection: the server hears nobody
 * sooner.
 */
export class ReceiptSender {
  readonly #marks = new Map<string, Marks>();
  readonly #due = new Set<string>();

  /** A message of somebody else has come. */
  received(session: string, number: number): void {
    const marks = this.#of(session);
    marks.delivered = Math.max(marks.delivered, number);
    this.#note(session, marks);
  }

  /** The person was shown everything up to this number; our own behind the last of others need none. */
  read(session: string, number: number): void {
    const marks = this.#of(session);
    marks.read = Math.max(marks.read, Math.min(number, marks.delivered || number));
    marks.delivered = Math.max(marks.delivered, marks.read);
    this.#note(session, marks);
  }

  /** The number up to which the person was shown all, here or elsewhere. */
  readUntil(session: string): number {
    const marks = this.#marks.get(session);
    return marks ? Math.max(marks.read, marks.saidRead) : 0;
  }

  /** A session's state came, in which the server says what it knows of us. */
  shown(frame: Shown, known: { delivered: number; read: number }, isOurs: boolean): void {
    if (isOver(frame)) {
      this.forget(frame.session);
      return;
    }
    const marks = this.#of(frame.session);
    marks.saidDelivered = known.delivered;
    marks.saidRead = known.read;
    marks.isOurs = isOurs;
    this.#note(frame.session, marks);
  }

  /** The next receipt to send. */
  take(now: number): Read | undefined {
    for (const session of this.#due) {
      if (now >= this.#of(session).saidAt + RECEIPT_MS) return this.#say(session, now);
    }
    return undefined;
  }

  /** What is still to be said of a session that ends now: it is heard no later. */
  takeLast(session: string, now: number): Read | undefined {
    return this.#due.has(session) ? this.#say(session, now) : undefined;
  }

  /** When `take` has something to say. */
  get nextDeadline(): number {
    return Math.min(Infinity, ...[...this.#due].map((each) => this.#of(each).saidAt + RECEIPT_MS));
  }

  /** Nothing is to be said of a session, or all of it anew. */
  forget(session: string): void {
    this.#marks.delete(session);
    this.#due.delete(session);
  }

  /** The connection is gone: what was said last may not have been heard. */
  ground(): void {
    for (const marks of this.#marks.values()) marks.isOurs = false;
    this.#due.clear();
  }

  #say(session: string, now: number): Read {
    const marks = this.#of(session);
    const { delivered, read } = marks;
    marks.saidDelivered = delivered;
    marks.saidRead = read;
    marks.saidAt = now;
    this.#due.delete(session);
    return { frame: "READ", session, room: roomAt(session), delivered, read };
  }

  #of(session: string): Marks {
    let marks = this.#marks.get(session);
    if (!marks) {
      const dropped = dropOldest(this.#marks, MAX_TRACKED);
      if (dropped !== undefined) this.#due.delete(dropped);
      marks = { delivered: 0, read: 0, saidDelivered: 0, saidRead: 0, saidAt: -Infinity, isOurs: false };
      this.#marks.set(session, marks);
    }
    return marks;
  }

  #note(session: string, marks: Marks): void {
    const isNew = marks.delivered > marks.saidDelivered || marks.read > marks.saidRead;
    if (marks.isOurs && isNew) this.#due.add(session);
    else this.#due.delete(session);
  }
}

/** Makes room in a map that holds `most`; returns the key that went. */
function dropOldest<T>(map: Map<string, T>, most: number): string | undefined {
  if (map.size < most) return undefined;
  const [oldest] = map.keys();
  map.delete(oldest!);
  return oldest;
}
