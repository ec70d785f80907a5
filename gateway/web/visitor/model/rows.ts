// The chat as rows of the stream: times, sessions, and groups of what one sender said in a row.

import type { Message } from "../../sdk/index.ts";
import { isRecalled as isTakenBack, messageOf, type ChatModel, type Unsent } from "./chat_model.ts";
import { deliveryOf, visible, type Thread } from "./thread.ts";

/** After a longer silence, in ms, it is said what time it is. */
export const SILENCE_MS = 5 * 60_000;

/** What became of an own message; "": it is not own, or a later one of the group says it. */
export type Mark = "" | "sending" | "sent" | "delivered" | "read" | "failed";

export interface Item {
  readonly key: string;
  readonly message: Message;
  readonly mark: Mark;
  readonly isRecalled: boolean;
  /** It is not in the transcript yet. */
  readonly unsent: Unsent | undefined;
}

export type Row =
  | { readonly is: "time" | "session"; readonly key: string; readonly at: number }
  | { readonly is: "unread"; readonly key: string }
  /** The service itself speaks. */
  | { readonly is: "note"; readonly key: string; readonly item: Item }
  | {
      readonly is: "group";
      readonly key: string;
      readonly role: Message["role"];
      readonly sender: string;
      readonly name: string;
      readonly isOwn: boolean;
      /** Of its first message. */
      readonly at: number;
      readonly items: readonly Item[];
    };

export interface RowOptions {
  /** So many messages are shown, the newest. */
  readonly most: number;
  /** Of the current session: behind this number is new; `Infinity`: nothing is. */
  readonly newAfter: number;
  /** The day of a time, as the visitor's calendar has it. */
  readonly dayOf?: (at: number) => string;
}

/** Messages that there are to be shown. */
export function countOf(model: ChatModel): number {
  return shownThreads(model).reduce((sum, each) => sum + visible(each).length, model.unsent.length);
}

export function rowsOf(model: ChatModel, { most, newAfter, dayOf = localDay }: RowOptions): Row[] {
  const rows: Row[] = [];
  let before: Message | undefined;
  let isNew = false;
  for (const item of itemsOf(model, most)) {
    const { message } = item;
    const { at, session } = message;
    if (before && session !== before.session) rows.push({ is: "session", key: `session ${session}`, at });
    if (!before || at - before.at > SILENCE_MS || dayOf(at) !== dayOf(before.at)) {
      rows.push({ is: "time", key: `time ${item.key}`, at });
    }
    // Where all is new, nothing is marked.
    const isBehind = before !== undefined;
    before = message;
    const isCurrent = session === model.shown.at(-1);
    if (!isNew && isCurrent && message.role !== "visitor" && message.number > newAfter) {
      isNew = true;
      if (isBehind) rows.push({ is: "unread", key: "unread" });
    }
    addItem(rows, item);
  }
  return rows;
}

function addItem(rows: Row[], item: Item): void {
  const { message, key } = item;
  if (message.role === "system" && (message.body.kind === "text" || message.body.kind === "markdown")) {
    rows.push({ is: "note", key, item });
    return;
  }
  const last = rows.at(-1);
  if (last?.is === "group" && belongs(last, message)) {
    const before = last.items.at(-1)!;
    // Of several in a row the last says how far they have come, unless one has not come so far.
    const quieter = before.mark === item.mark ? { ...before, mark: "" as const } : before;
    rows[rows.length - 1] = { ...last, items: [...last.items.slice(0, -1), quieter, item] };
    return;
  }
  const { role, sender, name, at } = message;
  rows.push({ is: "group", key: `group ${key}`, role, sender, name, isOwn: role === "visitor", at, items: [item] });
}

function belongs(group: Extract<Row, { readonly is: "group" }>, message: Message): boolean {
  return group.role === message.role && (group.isOwn || group.sender === message.sender);
}

/** The newest `most`: of a long session no more is looked at. */
function itemsOf(model: ChatModel, most: number): Item[] {
  let items = model.unsent.map((each) => unsentItem(model, each)).slice(-most);
  for (const thread of shownThreads(model).reverse()) {
    const room = most - items.length;
    if (room <= 0) break;
    items = [...visible(thread).slice(-room).map((message) => itemOf(model, thread, message)), ...items];
  }
  return items;
}

function itemOf(model: ChatModel, thread: Thread, message: Message): Item {
  const isOwn = message.role === "visitor";
  const isRecalled = message.body.kind === "recalled" || isTakenBack(model, message);
  return {
    // An own message keeps its place on the screen when it is confirmed.
    key: message.cid || `${thread.id} ${message.number}`,
    message,
    mark: isOwn && !isRecalled ? deliveryOf(thread, message.number) : "",
    isRecalled,
    unsent: undefined,
  };
}

function unsentItem(model: ChatModel, unsent: Unsent): Item {
  const mark = unsent.code ? "failed" : unsent.number ? "sent" : "sending";
  return { key: unsent.cid, message: messageOf(model, unsent), mark, isRecalled: false, unsent };
}

function shownThreads(model: ChatModel): Thread[] {
  return model.shown.flatMap((id) => model.threads.get(id) ?? []);
}

function localDay(at: number): string {
  return new Date(at).toDateString();
}
