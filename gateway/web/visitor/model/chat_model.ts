// The chat as it follows from the SDK's events and the visitor's acts.
//
// A model is a value: `after` and the acts make another one, and change nothing. Numbers count within
// a session; what is known of one session is its `Thread`.

import type { ClientEvent, Message, SelectionBody, SentBody } from "../../sdk/index.ts";
import { connectionAfter, newConnection, type Connection } from "./connection.ts";
import * as threads from "./thread.ts";
import type { CardThread, Thread } from "./thread.ts";

/** A message of the visitor's that is not in its session's transcript yet. */
export interface Unsent {
  readonly session: string;
  readonly cid: string;
  readonly body: SentBody;
  /** When, in ms since the epoch. */
  readonly at: number;
  /** 0: on its way; else it was refused with this `ErrorCode`. */
  readonly code: number;
  /** On the server's disk under this number; 0: it is not. */
  readonly number: number;
  /** It outlives the page; false: it is nowhere else until it is sent. */
  readonly isKept: boolean;
}

export interface ChatModel {
  /** The visitor's id; "" before the first connection. */
  readonly me: string;
  /** Every session of which something came. */
  readonly threads: ReadonlyMap<string, Thread>;
  /** Ids of those that are shown, oldest first; the last is the current one. */
  readonly shown: readonly string[];
  readonly unsent: readonly Unsent[];
  readonly connection: Connection;
  /** Agents see what is typed before it is sent: the visitor must be told. */
  readonly isPreviewed: boolean;
}

/** Of a model, what cards look at. */
export interface CardModel {
  readonly threads: ReadonlyMap<string, CardThread>;
}

/** A page that has just been opened; `now` in ms, of a monotonic clock. */
export function newChat(now: number): ChatModel {
  return {
    me: "", threads: new Map(), shown: [], unsent: [], connection: newConnection(now), isPreviewed: false,
  };
}

/** The session that the visitor is in, open or just over. */
export function current(model: ChatModel): Thread | undefined {
  return model.threads.get(model.shown.at(-1) ?? "");
}

/** What was selected at a message that asks. */
export function selectionOf(model: ChatModel, message: Message): SelectionBody | undefined {
  return model.threads.get(message.session)?.selections.get(message.number);
}

/** What the visitor said of a robot's answer; undefined: nothing. */
export function feedbackOf(model: CardModel, message: Message): boolean | undefined {
  const said = model.threads.get(message.session)?.session?.feedback;
  return said?.find((each) => each.number === message.number)?.is_helpful;
}

/** It was taken back. */
export function isRecalled(model: CardModel, message: Message): boolean {
  return model.threads.get(message.session)?.recalled.has(message.number) ?? false;
}

// --- what the SDK tells

/** The chat after an event; `now` in ms, of a monotonic clock. */
export function after(model: ChatModel, event: ClientEvent, now: number): ChatModel {
  switch (event.is) {
    case "connected":
    case "disconnected":
    case "stopped":
      return connected(model, event, now);
    case "message":
    case "session":
    case "typing":
    case "receipt":
    case "position":
      return told(model, event);
    case "confirmed":
      return withUnsent(model, event, (each) =>
        has(model, event.session, event.number) ? [] : [{ ...each, number: event.number }],
      );
    case "notKept":
      return withUnsent(model, event, (each) => [{ ...each, isKept: false }]);
    case "refused":
      return withUnsent(model, event, (each) => [{ ...each, code: event.code }]);
    default:
      return model;
  }
}

function connected(model: ChatModel, event: ClientEvent, now: number): ChatModel {
  const connection = connectionAfter(model.connection, event, now);
  if (event.is !== "connected") return { ...model, connection };
  return { ...model, connection, me: event.principal, isPreviewed: event.typingPreview };
}

function told(model: ChatModel, event: threads.ThreadEvent): ChatModel {
  const id = threads.sessionOf(event);
  const thread = threads.after(model.threads.get(id) ?? threads.newThread(id), event);
  const next = { ...model, threads: new Map(model.threads).set(id, thread) };
  if (event.is === "message") return withUnsent(next, { session: id, cid: event.message.cid }, () => []);
  return event.is === "session" && begins(model, thread) ? opened(next, id) : next;
}

/** Another tab, or an agent, has begun a session: the one that is shown here is over. */
function begins(model: ChatModel, thread: Thread): boolean {
  const now = current(model);
  return now !== undefined && threads.isClosed(now) && !threads.isClosed(thread);
}

// --- what the visitor does

/** This session is the current one from now on. */
export function opened(model: ChatModel, id: string): ChatModel {
  const known = model.threads.get(id) ?? threads.newThread(id);
  return {
    ...model,
    threads: new Map(model.threads).set(id, known),
    shown: [...model.shown.filter((each) => each !== id), id],
  };
}

/** A page of history came, of the current session or of one before all that are shown. */
export function loaded(model: ChatModel, id: string, older: readonly Message[]): ChatModel {
  const thread = threads.withOlder(model.threads.get(id) ?? threads.newThread(id), older);
  return {
    ...model,
    threads: new Map(model.threads).set(id, thread),
    shown: model.shown.includes(id) ? model.shown : [id, ...model.shown],
  };
}

/** A message is in the outbox; `at` in ms since the epoch. */
export function posted(model: ChatModel, session: string, cid: string, body: SentBody, at: number): ChatModel {
  if (model.unsent.some((each) => each.cid === cid)) return model;
  return { ...model, unsent: [...model.unsent, { session, cid, body, at, code: 0, number: 0, isKept: true }] };
}

/** A message did not even come into the outbox, or was refused. */
export function failed(model: ChatModel, cid: string, code: number): ChatModel {
  return { ...model, unsent: model.unsent.map((each) => (each.cid === cid ? { ...each, code } : each)) };
}

/** A message that was refused is sent anew, or given up: it leaves under its old id. */
export function dropped(model: ChatModel, cid: string): ChatModel {
  return { ...model, unsent: model.unsent.filter((each) => each.cid !== cid) };
}

/** The visitor was shown all of the current session, as far as it has come. */
export function seen(model: ChatModel): ChatModel {
  const thread = current(model);
  if (!thread) return model;
  const shown = threads.withSeen(thread, threads.lastNumber(thread));
  return shown === thread ? model : { ...model, threads: new Map(model.threads).set(thread.id, shown) };
}

/** An unsent message as it is going to be one. */
export function messageOf(model: ChatModel, unsent: Unsent): Message {
  const { session, cid, body, at, number } = unsent;
  return {
    frame: "MESSAGE", session, room: "visitor", number, role: "visitor", sender: model.me, name: "",
    body, at, cid, is_answer: false,
  };
}

function has(model: ChatModel, session: string, number: number): boolean {
  const thread = model.threads.get(session);
  return thread !== undefined && threads.lastNumber(thread) >= number;
}

function withUnsent(
  model: ChatModel,
  { session, cid }: { readonly session: string; readonly cid: string },
  change: (unsent: Unsent) => Unsent[],
): ChatModel {
  if (!model.unsent.some((each) => each.cid === cid && each.session === session)) return model;
  const unsent = model.unsent.flatMap((each) =>
    each.cid === cid && each.session === session ? change(each) : [each],
  );
  return { ...model, unsent };
}
