// The agent's desk as it follows from the SDK's events and the agent's acts.
//
// A model is a value: `after` and the acts make another one, and change nothing. Sessions and other rooms
// are threads by their places; which of them the agent has to do with says `partOf`.

import type {
  Board, ClientEvent, Message, Notice, SentBody,
} from "../../../../gateway/web/sdk/index.ts";
import { connectionAfter, newConnection, type Connection } from "../../../../gateway/web/visitor/model/connection.ts";
import * as threads from "./staff_thread.ts";
import type { StaffThread } from "./staff_thread.ts";

/** A message of the agent's that is not in its thread's transcript yet. */
export interface Unsent {
  /** The session, or the place of another room. */
  readonly session: string;
  readonly cid: string;
  readonly body: SentBody;
  /** When, in ms since the epoch. */
  readonly at: number;
  /** 0: on its way; else it was refused with this `ErrorCode`. */
  readonly code: number;
  /** On the server's disk under this number; 0: it is not. */
  readonly number: number;
}

/**
 * What the agent has to do with a thread.
 *
 * `serving`: he answers the visitor. `ringing`: it is offered to him, or a colleague calls him (`called`).
 * `guest`: he watches, speaks or was mentioned. `room`: a side room of one of his sessions, or an internal
 * conversation. `ended`: it was his, and is over or in the hands of others. `none`: it never was.
 */
export type Part = "serving" | "ringing" | "called" | "guest" | "room" | "ended" | "none";

export interface DeskModel {
  /** The agent's id; "" before the first connection. */
  readonly me: string;
  readonly isSupervisor: boolean;
  readonly connection: Connection;
  /** Status, capacity, sessions; undefined before the server told. */
  readonly board: Board | undefined;
  /** Every session and room of which something came, in the order in which they came first. */
  readonly threads: ReadonlyMap<string, StaffThread>;
  /** Places of what was the agent's and is not any more, the last first. */
  readonly ended: readonly string[];
  /** Messages that are on their way, or were refused; the oldest first. */
  readonly unsent: readonly Unsent[];
  /** The place of the thread that is looked at; "": none. */
  readonly selected: string;
  /** The last thing the server said of a session that is no state, by session. */
  readonly notices: ReadonlyMap<string, Notice>;
}

/** Ended sessions that the left pane keeps. */
export const MAX_ENDED = 200;
/** Threads kept; beyond it those go that only rang here, the oldest first. */
export const MAX_THREADS = 500;

export function newDesk(now: number): DeskModel {
  return {
    me: "", isSupervisor: false, connection: newConnection(now), board: undefined, threads: new Map(),
    ended: [], unsent: [], selected: "", notices: new Map(),
  };
}

/** The thread that is looked at. */
export function current(model: DeskModel): StaffThread | undefined {
  return model.threads.get(model.selected);
}

/** What the agent has to do with a thread. */
export function partOf(model: DeskModel, thread: StaffThread): Part {
  const { me, ended } = model;
  const { session, room, id } = thread;
  if (ended.includes(id)) return "ended";
  if (room) return "room";
  if (!session || !me) return "none";
  if (session.state === "serving" && session.agent === me) return "serving";
  if (session.offer?.agent === me) return "ringing";
  const own = session.guests.find((each) => each.agent === me);
  if (!own) return "none";
  return own.part === "called" ? "called" : "guest";
}

/** Something rings at the agent, or a colleague calls him. */
export function isRinging(model: DeskModel): boolean {
  return [...model.threads.values()].some((each) => ["ringing", "called"].includes(partOf(model, each)));
}

/** The session of a place. */
export function sessionAt(place: string): string {
  return place.split("/", 1)[0]!;
}

// --- what the SDK tells

/** The desk after an event; `now` in ms, of a monotonic clock. */
export function after(model: DeskModel, event: ClientEvent, now: number): DeskModel {
  switch (event.is) {
    case "connected":
    case "disconnected":
    case "stopped":
      return connected(model, event, now);
    case "board":
      return staffed(model, event.board);
    case "message":
    case "session":
    case "room":
    case "typing":
    case "receipt":
      return told(model, event);
    case "notice":
      return { ...model, notices: new Map(model.notices).set(event.notice.session, event.notice) };
    case "confirmed":
      return withUnsent(model, event, (each) =>
        has(model, event.session, event.number) ? [] : [{ ...each, number: event.number }],
      );
    case "refused":
      return withUnsent(model, event, (each) => [{ ...each, code: event.code }]);
    default:
      return model;
  }
}

function connected(model: DeskModel, event: ClientEvent, now: number): DeskModel {
  const connection = connectionAfter(model.connection, event, now);
  if (event.is !== "connected") return { ...model, connection };
  return { ...model, connection, me: event.principal, isSupervisor: event.role === "supervisor" };
}

/** What was on the agent's last board and is on this one no more has gone to others. */
function staffed(model: DeskModel, board: Board): DeskModel {
  const ours = new Set([...board.sessions, ...board.visits]);
  const before = model.board ? [...model.board.sessions, ...model.board.visits] : [];
  const gone = before.filter((each) => !ours.has(each));
  const next: DeskModel = { ...model, board, ended: model.ended.filter((each) => !ours.has(each)) };
  return gone.reduce<DeskModel>((desk, id) => leave(model, desk, id), next);
}

/** It has ended for the agent; what only rang here is silent, and is not listed. */
function leave(before: DeskModel, model: DeskModel, id: string): DeskModel {
  const thread = before.threads.get(id);
  if (!thread || model.ended.includes(id)) return model;
  const part = partOf(before, thread);
  if (part === "ringing" || part === "called" || part === "none") return withoutOldest(silenced(model, id));
  const ended = [id, ...model.ended];
  return forgotten({ ...model, ended }, ended.slice(MAX_ENDED));
}

/** After an outage the board alone tells that an offer is with others: its session is not shown any more. */
function silenced(model: DeskModel, id: string): DeskModel {
  const thread = model.threads.get(id);
  if (thread?.session?.offer?.agent !== model.me) return model;
  const quiet: StaffThread = { ...thread, session: { ...thread.session, offer: null } };
  return { ...model, threads: new Map(model.threads).set(id, quiet) };
}

function withoutOldest(model: DeskModel): DeskModel {
  if (model.threads.size <= MAX_THREADS) return model;
  const idle = [...model.threads.values()].find((each) => partOf(model, each) === "none" && each.id !== model.selected);
  return idle ? forgotten(model, [idle.id]) : model;
}

/** Nothing is known of these any more; if one comes back, what was said is asked for. */
function forgotten(model: DeskModel, ids: readonly string[]): DeskModel {
  if (ids.length === 0) return model;
  const gone = new Set(ids);
  const kept = <T>(of: ReadonlyMap<string, T>) => new Map([...of].filter(([id]) => !gone.has(id)));
  return {
    ...model,
    threads: kept(model.threads),
    notices: kept(model.notices),
    ended: model.ended.filter((id) => !gone.has(id)),
    selected: gone.has(model.selected) ? "" : model.selected,
  };
}

function told(model: DeskModel, event: threads.ThreadEvent): DeskModel {
  const id = threads.placeOf(event);
  const before = model.threads.get(id) ?? threads.newThread(id);
  const thread = threads.after(before, event, model.me);
  const next = { ...model, threads: new Map(model.threads).set(id, thread) };
  if (event.is === "message") return withUnsent(next, { session: id, cid: event.message.cid }, () => []);
  if (event.is !== "session" && event.is !== "room") return next;
  const isOurs = !threads.isOver(thread) && partOf({ ...next, ended: [] }, thread) !== "none";
  if (isOurs) return { ...next, ended: next.ended.filter((each) => each !== id) };
  return leave(model, next, id);
}

// --- what the agent does

/** Looks at a thread; "": at none. */
export function selected(model: DeskModel, id: string): DeskModel {
  return id === model.selected ? model : { ...model, selected: id };
}

/** Clears away what has ended. */
export function cleared(model: DeskModel): DeskModel {
  return forgotten(model, model.ended);
}

/** A page of history came. */
export function loaded(model: DeskModel, id: string, page: readonly Message[]): DeskModel {
  const thread = threads.withHistory(model.threads.get(id) ?? threads.newThread(id), page);
  return { ...model, threads: new Map(model.threads).set(id, thread) };
}

/** A message is in the outbox; `at` in ms since the epoch. */
export function posted(model: DeskModel, session: string, cid: string, body: SentBody, at: number): DeskModel {
  if (model.unsent.some((each) => each.cid === cid)) return model;
  return { ...model, unsent: [...model.unsent, { session, cid, body, at, code: 0, number: 0 }] };
}

/** A message did not even come into the outbox, or was refused. */
export function failed(model: DeskModel, cid: string, code: number): DeskModel {
  return { ...model, unsent: model.unsent.map((each) => (each.cid === cid ? { ...each, code } : each)) };
}

/** A message that was refused is sent anew, or given up: it leaves under its old id. */
export function dropped(model: DeskModel, cid: string): DeskModel {
  return { ...model, unsent: model.unsent.filter((each) => each.cid !== cid) };
}

/** The agent was shown all of a thread, as far as it has come. */
export function seen(model: DeskModel, id: string): DeskModel {
  const thread = model.threads.get(id);
  if (!thread) return model;
  const shown = threads.withSeen(thread, threads.lastNumber(thread));
  return shown === thread ? model : { ...model, threads: new Map(model.threads).set(id, shown) };
}

function has(model: DeskModel, session: string, number: number): boolean {
  const thread = model.threads.get(session);
  return thread !== undefined && threads.lastNumber(thread) >= number;
}

function withUnsent(
  model: DeskModel,
  { session, cid }: { readonly session: string; readonly cid: string },
  change: (unsent: Unsent) => Unsent[],
): DeskModel {
  const isIt = (each: Unsent) => each.cid === cid && each.session === session;
  if (!model.unsent.some(isIt)) return model;
  return { ...model, unsent: model.unsent.flatMap((each) => (isIt(each) ? change(each) : [each])) };
}
