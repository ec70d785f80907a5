// One session as its visitor is shown it: what was said, what became of it, who types, where he stands.
//
// A thread is a value: what happens makes another one.

import type { ClientEvent, Message, Position, SelectionBody, Session } from "../../sdk/index.ts";

/** Somebody of the other side whom the visitor sees typing. */
export interface Typist {
  readonly role: Message["role"];
  readonly sender: string;
  readonly name: string;
}

/** More is not told apart; counting all of a long session with each message would take its time. */
export const MAX_UNREAD = 999;

export interface Thread {
  readonly id: string;
  /** Its state; undefined: not told yet, or it is an earlier one of which only messages were asked for. */
  readonly session: Session | undefined;
  /** All that has come of it; numbers rise by one. */
  readonly messages: readonly Message[];
  /** What was selected, by the number of the message that asked. */
  readonly selections: ReadonlyMap<number, SelectionBody>;
  /** Numbers of messages that were taken back. */
  readonly recalled: ReadonlySet<number>;
  /** The other side has all up to this number. */
  readonly delivered: number;
  /** The other side was shown all up to this number. */
  readonly read: number;
  /** The visitor was shown all up to this number. */
  readonly seen: number;
  readonly typists: readonly Typist[];
  /** In line; undefined: he is in none, or it is not known. */
  readonly position: Position | undefined;
}

/** Of a session, what its cards look at. */
export type CardThread = Pick<Thread, "session" | "messages" | "selections" | "recalled">;

/** What an event may tell of one session. */
export type ThreadEvent = Extract<
  ClientEvent,
  { readonly is: "message" | "typing" | "receipt" | "session" | "position" }
>;

export function newThread(id: string): Thread {
  return {
    id, session: undefined, messages: [], selections: new Map(), recalled: new Set(),
    delivered: 0, read: 0, seen: 0, typists: [], position: undefined,
  };
}

/** The session that an event is of. */
export function sessionOf(event: ThreadEvent): string {
  switch (event.is) {
    case "message":
      return event.message.session;
    case "session":
      return event.session.session;
    case "position":
      return event.position.session;
    default:
      return event.session;
  }
}

/** The thread after an event of its session. */
export function after(thread: Thread, event: ThreadEvent): Thread {
  switch (event.is) {
    case "message":
      return said(thread, event.message);
    case "session":
      return shown(thread, event.session);
    case "position":
      return { ...thread, position: event.position };
    case "typing": {
      const { role, sender, name, isTyping } = event;
      const others = thread.typists.filter((each) => each.role !== role || each.sender !== sender);
      return { ...thread, typists: isTyping ? [...others, { role, sender, name }] : others };
    }
    case "receipt":
      return {
        ...thread,
        delivered: Math.max(thread.delivered, event.delivered),
        read: Math.max(thread.read, event.read),
      };
  }
}

/** The thread with a page of history before what it has. */
export function withOlder(thread: Thread, older: readonly Message[]): Thread {
  const first = thread.messages[0]?.number ?? Infinity;
  const all = [...older.filter((each) => each.number < first), ...thread.messages];
  const bare = { ...thread, messages: [], selections: new Map(), recalled: new Set<number>() };
  const { messages, selections, recalled } = all.reduce<Thread>(said, bare);
  return { ...thread, messages, selections, recalled };
}

/** The visitor was shown all up to `number`. */
export function withSeen(thread: Thread, number: number): Thread {
  return number > thread.seen ? { ...thread, seen: number } : thread;
}

/** Number of the last message; 0: there is none. */
export function lastNumber(thread: Thread): number {
  return thread.messages.at(-1)?.number ?? 0;
}

/** Nothing more can be said there. */
export function isClosed(thread: Thread): boolean {
  return thread.session?.state === "closed";
}

/** Older messages may be asked for. */
export function hasOlder(thread: Thread): boolean {
  return (thread.messages[0]?.number ?? 1) > 1;
}

/** Messages to be shown in the stream: recalls and selections are shown at the messages they name. */
export function visible(thread: Thread): readonly Message[] {
  const first = thread.messages[0]?.number ?? 0;
  return thread.messages.filter(
    ({ body }) => body.kind !== "recall" && !(body.kind === "selection" && body.number >= first),
  );
}

/** Messages of others that the visitor was not shown; no more than `MAX_UNREAD` are counted. */
export function unread({ messages, seen }: Thread): number {
  let count = 0;
  for (let at = messages.length - 1; at >= 0 && messages[at]!.number > seen && count < MAX_UNREAD; at -= 1) {
    const { role, body } = messages[at]!;
    if (role !== "visitor" && body.kind !== "recall") count += 1;
  }
  return count;
}

/** What became of an own message on the other side. */
export function deliveryOf(thread: Thread, number: number): "sent" | "delivered" | "read" {
  if (thread.read >= number) return "read";
  return thread.delivered >= number ? "delivered" : "sent";
}

function said(thread: Thread, message: Message): Thread {
  const { number, body, role } = message;
  // A server that was restored from a backup uses numbers again: what had them is no more.
  const isAgain = number <= lastNumber(thread);
  const before = isAgain ? thread.messages.filter((each) => each.number < number) : thread.messages;
  // Who answers has read what was there before: robots say no receipt, and an agent's may come a second later.
  const read = role === "agent" || role === "robot" ? Math.max(thread.read, number - 1) : thread.read;
  const next = { ...thread, read, messages: [...before, message] };
  const seen = role === "visitor" ? Math.max(thread.seen, number) : thread.seen;
  if (body.kind === "recall") return { ...next, seen, recalled: new Set(thread.recalled).add(body.number) };
  if (body.kind !== "selection") return { ...next, seen };
  return { ...next, seen, selections: new Map(thread.selections).set(body.number, body) };
}

function shown(thread: Thread, session: Session): Thread {
  const isWaiting = session.state === "queued" || session.state === "offered";
  return {
    ...thread,
    session,
    seen: Math.max(thread.seen, session.last_number - session.unread),
    position: isWaiting ? thread.position : undefined,
  };
}
