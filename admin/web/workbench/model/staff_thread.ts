// One session, or another room, as an agent is shown it: what was said, what became of it, who types.
//
// A thread is a value: what happens makes another one. Its id is the session's, or a room's place,
// `SESSION/ROOM`; numbers count within it.

import type {
  ClientEvent, Message, Reader, Room, SelectionBody, Session,
} from "../../../../gateway/web/sdk/index.ts";

export interface Typist {
  readonly role: Message["role"];
  readonly sender: string;
  readonly name: string;
  /** The end of what is typed, where that is shown; "": it is not, or nothing is there. */
  readonly preview: string;
}

/** More is not told apart; counting all of a long session with each message would take its time. */
export const MAX_UNREAD = 999;

export interface StaffThread {
  readonly id: string;
  /** Its state, where it is a visitor's; undefined: not told yet, or it is another room. */
  readonly session: Session | undefined;
  /** Its state, where it is another room. */
  readonly room: Room | undefined;
  /** All that has come of it; numbers rise by one. */
  readonly messages: readonly Message[];
  /** What was selected, by the number of the message that asked. */
  readonly selections: ReadonlyMap<number, SelectionBody>;
  /** Numbers of messages that were taken back. */
  readonly recalled: ReadonlySet<number>;
  /** How far the others have come, by role and id. */
  readonly readers: ReadonlyMap<string, Reader>;
  /** The agent was shown all up to this number. */
  readonly seen: number;
  readonly typists: readonly Typist[];
}

/** What an event may tell of one thread. */
export type ThreadEvent = Extract<
  ClientEvent,
  { readonly is: "message" | "typing" | "receipt" | "session" | "room" }
>;

export function newThread(id: string): StaffThread {
  return {
    id, session: undefined, room: undefined, messages: [], selections: new Map(), recalled: new Set(),
    readers: new Map(), seen: 0, typists: [],
  };
}

/** The thread that an event is of. */
export function placeOf(event: ThreadEvent): string {
  switch (event.is) {
    case "message":
      return event.message.session;
    case "session":
      return event.session.session;
    case "room":
      return event.room.session;
    default:
      return event.session;
  }
}

/** The thread after an event of it; `me`: the agent's own id. */
export function after(thread: StaffThread, event: ThreadEvent, me: string): StaffThread {
  switch (event.is) {
    case "message":
      return said(thread, event.message, me);
    case "session":
      return { ...thread, session: event.session, seen: Math.max(thread.seen, readBy(event.session.readers, me)) };
    case "room":
      return { ...thread, room: event.room, seen: Math.max(thread.seen, readBy(event.room.readers, me)) };
    case "typing": {
      const { role, sender, name, isTyping, preview } = event;
      const others = thread.typists.filter((each) => each.role !== role || each.sender !== sender);
      return { ...thread, typists: isTyping ? [...others, { role, sender, name, preview }] : others };
    }
    case "receipt": {
      const { role, sender: id, delivered, read } = event;
      return { ...thread, readers: new Map(thread.readers).set(`${role} ${id}`, { role, id, delivered, read }) };
    }
  }
}

/** The thread with a page of history: before what it has, or behind it, where nobody is sent what is said. */
export function withHistory(thread: StaffThread, page: readonly Message[]): StaffThread {
  const [first, last] = [thread.messages[0]?.number ?? Infinity, lastNumber(thread)];
  const older = page.filter(({ number }) => number < first);
  const newer = page.filter(({ number }) => number > last && number > first);
  // What is behind a hole is shown, and what was before it is asked for again.
  const isApart = newer.length > 0 && newer[0]!.number > last + 1;
  const messages = isApart ? newer : [...older, ...thread.messages, ...newer];
  return { ...thread, messages, ...marksOf(messages) };
}

/** The agent was shown all up to `number`. */
export function withSeen(thread: StaffThread, number: number): StaffThread {
  return number > thread.seen ? { ...thread, seen: number } : thread;
}

/** Number of the last message; 0: there is none. */
export function lastNumber(thread: StaffThread): number {
  return thread.messages.at(-1)?.number ?? 0;
}

/** Nothing more can be said there. */
export function isOver(thread: StaffThread): boolean {
  return thread.session?.state === "closed" || thread.room?.is_open === false;
}

/** Older messages may be asked for; of a thread that was forgotten, all of them. */
export function hasOlder({ messages, session, room }: StaffThread): boolean {
  const last = (session ?? room)?.last_number ?? 0;
  return (messages[0]?.number ?? last + 1) > 1;
}

/** It is no visitor's: a side room of a session, or an internal conversation. */
export function isAside(thread: StaffThread): boolean {
  return thread.id.includes("/");
}

/** Messages to be shown: recalls and selections are shown at the messages they name. */
export function visible(thread: StaffThread): readonly Message[] {
  const first = thread.messages[0]?.number ?? 0;
  return thread.messages.filter(
    ({ body }) => body.kind !== "recall" && !(body.kind === "selection" && body.number >= first),
  );
}

/** What people said, others than the agent, and he was not shown; no more than `MAX_UNREAD` are counted. */
export function unread({ messages, seen }: StaffThread, me: string): number {
  let count = 0;
  for (let at = messages.length - 1; at >= 0 && messages[at]!.number > seen && count < MAX_UNREAD; at -= 1) {
    const { role, sender, body } = messages[at]!;
    const isByOther = role === "visitor" || (role === "agent" && sender !== me);
    if (isByOther && body.kind !== "recall") count += 1;
  }
  return count;
}

/**
 * Since when the visitor waits for a word, ms since the epoch: his first message after the last of an agent.
 *
 * 0: he does not.
 */
export function unansweredSince(thread: StaffThread): number {
  if (isAside(thread)) return 0;
  let since = 0;
  for (let at = thread.messages.length - 1; at >= 0; at -= 1) {
    const { role, body, at: when } = thread.messages[at]!;
    if (role === "agent" && body.kind !== "recall") return since;
    if (role === "visitor" && body.kind !== "recall" && body.kind !== "selection") since = when;
  }
  return since;
}

/** What became of an own message: with any of the others; of a visitor's room his word alone counts. */
export function deliveryOf(thread: StaffThread, number: number): "sent" | "delivered" | "read" {
  const others = [...thread.readers.values()].filter(({ role }) => isAside(thread) || role === "visitor");
  if (others.some((each) => each.read >= number)) return "read";
  return others.some((each) => each.delivered >= number) ? "delivered" : "sent";
}

function said(thread: StaffThread, message: Message, me: string): StaffThread {
  const { number, role, sender } = message;
  // A server that was restored from a backup uses numbers again: what had them is no more.
  const isAgain = number <= lastNumber(thread);
  const before = isAgain ? thread.messages.filter((each) => each.number < number) : thread.messages;
  const messages = [...before, message];
  const isOwn = role === "agent" && sender === me;
  const seen = isOwn ? Math.max(thread.seen, number) : thread.seen;
  return { ...thread, seen, messages, ...(isAgain ? marksOf(messages) : marked(thread, message)) };
}

type Marks = Pick<StaffThread, "selections" | "recalled">;

function marked({ selections, recalled }: Marks, { body }: Message): Marks {
  if (body.kind === "recall") return { selections, recalled: new Set(recalled).add(body.number) };
  if (body.kind !== "selection") return { selections, recalled };
  return { selections: new Map(selections).set(body.number, body), recalled };
}

function marksOf(messages: readonly Message[]): Marks {
  return messages.reduce<Marks>(marked, { selections: new Map(), recalled: new Set() });
}

function readBy(readers: readonly Reader[], me: string): number {
  return readers.find(({ role, id }) => role === "agent" && id === me)?.read ?? 0;
}
