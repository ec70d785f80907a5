// What the left pane shows of the desk: rows in sections, the most urgent first.

import type { Message } from "../../../../gateway/web/sdk/index.ts";
import { partOf, sessionAt, type DeskModel, type Part } from "./desk_model.ts";
import { isAside, isOver, unansweredSince, unread, visible, type StaffThread } from "./staff_thread.ts";

/** How long a visitor may wait for a word before it is marked, in ms. */
export const SLOW_MS = 60_000;
export const LATE_MS = 180_000;

export type Urgency = "" | "slow" | "late";

export interface Row {
  /** Place of the thread. */
  readonly id: string;
  readonly part: Part;
  /** Of the visitor, or of the other members of a room; "": nobody told it. */
  readonly name: string;
  readonly group: string;
  /** What was said last that can be shown. */
  readonly last: Message | undefined;
  readonly unread: number;
  /** The visitor waits for a word since then, ms since the epoch; 0: he does not. */
  readonly since: number;
  readonly isTyping: boolean;
  /** What the visitor types, where that is told. */
  readonly preview: string;
  readonly isAway: boolean;
  readonly isToFollowUp: boolean;
  /** It is on its way to another. */
  readonly isPassedOn: boolean;
  /** What the agent was told, who was called or mentioned. */
  readonly note: string;
  readonly isOver: boolean;
}

export interface Sections {
  /** He answers these visitors. */
  readonly serving: readonly Row[];
  /** He looks on, or was asked to. */
  readonly visiting: readonly Row[];
  /** Internal conversations. */
  readonly internal: readonly Row[];
  readonly ended: readonly Row[];
  /** Rings, or a colleague calls; the longest ringing first. */
  readonly ringing: readonly Row[];
}

/** What the left pane shows. */
export function sectionsOf(model: DeskModel): Sections {
  const beside = unreadBeside(model);
  const rows = [...model.threads.values()].map((thread) => rowOf(model, thread, beside.get(thread.id) ?? 0));
  const of = (...parts: readonly Part[]) => rows.filter(({ part }) => parts.includes(part));
  const byId = new Map(rows.map((each) => [each.id, each]));
  return {
    serving: of("serving").sort(byUrgency),
    visiting: of("guest"),
    // A side room is reached from its session.
    internal: of("room").filter(({ id, isOver }) => id.endsWith("/internal") && !isOver),
    ended: model.ended.flatMap((id) => byId.get(id) ?? []).filter(({ id }) => !isSideRoom(id)),
    ringing: of("ringing", "called").sort((one, other) => rangSince(model, one) - rangSince(model, other)),
  };
}

/** How many messages of these, and of their side rooms, nobody has looked at. */
export function unreadOf(rows: readonly Row[]): number {
  return rows.reduce((sum, each) => sum + each.unread, 0);
}

export function urgencyOf(since: number, now: number): Urgency {
  if (!since || now - since < SLOW_MS) return "";
  return now - since < LATE_MS ? "slow" : "late";
}

/** The session in which a visitor waits longest for a word; "": nobody does. */
export function longestWaiting({ serving }: Sections): string {
  return serving.find(({ since }) => since)?.id ?? "";
}

/** The row after, or before, the chosen one, round about; "": there is none. */
export function neighbour({ serving, visiting, internal }: Sections, chosen: string, step: 1 | -1): string {
  const ids = [...serving, ...visiting, ...internal].map(({ id }) => id);
  const at = ids.indexOf(sessionAt(chosen)) < 0 ? ids.indexOf(chosen) : ids.indexOf(sessionAt(chosen));
  if (at < 0) return ids.at(step > 0 ? 0 : -1) ?? "";
  return ids.at((at + step) % ids.length) ?? "";
}

/** As whom people know it. */
export function nameOf({ me }: Pick<DeskModel, "me">, { session, room }: StaffThread): string {
  if (session) return session.nickname || session.visitor;
  const others = room?.members.filter(({ agent }) => agent !== me) ?? [];
  return others.map(({ name, agent }) => name || agent).join(", ");
}

/** Rows of threads, which are values: what has not changed has the row that it had. */
const KEPT = new WeakMap<StaffThread, { readonly me: string; readonly beside: number; readonly row: Row }>();

function rowOf(model: DeskModel, thread: StaffThread, beside: number): Row {
  const { me } = model;
  const part = partOf(model, thread);
  const kept = KEPT.get(thread);
  if (kept?.me === me && kept.beside === beside && kept.row.part === part) return kept.row;
  const row = newRow(model, thread, part, beside);
  KEPT.set(thread, { me, beside, row });
  return row;
}

function newRow(model: DeskModel, thread: StaffThread, part: Part, beside: number): Row {
  const { session, id, typists } = thread;
  const own = session?.guests.find(({ agent }) => agent === model.me);
  const typist = typists.find(({ role }) => isAside(thread) || role === "visitor");
  return {
    id, part, name: nameOf(model, thread),
    group: session ? session.group_name || session.group : "",
    last: lastOf(thread),
    unread: unread(thread, model.me) + beside,
    since: part === "serving" ? unansweredSince(thread) : 0,
    isTyping: typist !== undefined,
    preview: typist?.preview ?? "",
    isAway: session?.visitor_away ?? false,
    isToFollowUp: Boolean(session?.notes?.follow_up),
    isPassedOn: session?.transfer != null && part === "serving",
    note: own?.note || (part === "ringing" ? (session?.transfer?.note ?? "") : ""),
    isOver: isOver(thread),
  };
}

/** Of the end of a thread, in which the last message that can be shown is looked for. */
const LOOKED_AT = 20;

/** The last message that stands in the stream, and is somebody's. */
function lastOf(thread: StaffThread): Message | undefined {
  const tail = { ...thread, messages: thread.messages.slice(-LOOKED_AT) };
  return visible(tail).findLast(({ role }) => role !== "system");
}

/** What nobody has looked at in side rooms, by session: they have no row of their own. */
function unreadBeside({ threads, me }: DeskModel): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [id, thread] of threads) {
    if (!isSideRoom(id) || isOver(thread)) continue;
    const session = sessionAt(id);
    sums.set(session, (sums.get(session) ?? 0) + unread(thread, me));
  }
  return sums;
}

function isSideRoom(id: string): boolean {
  return id.includes("/") && !id.endsWith("/internal");
}

function rangSince(model: DeskModel, { id }: Row): number {
  const session = model.threads.get(id)?.session;
  return session?.offer?.since || (session?.guests.find(({ agent }) => agent === model.me)?.since ?? 0);
}

/** Who waits longest for a word first, then who spoke last. */
function byUrgency(one: Row, other: Row): number {
  if (one.since && other.since) return one.since - other.since;
  if (one.since || other.since) return one.since ? -1 : 1;
  return (other.last?.at ?? 0) - (one.last?.at ?? 0);
}
