// A conversation as rows of the stream: days, the mark of what is new, and what was said, one row each.
//
// A row looks back alone: what comes later changes none that is there. So of a long conversation only
// what is new is looked at with each message.

import type { Message } from "../../../../../gateway/web/sdk/index.ts";
import type { Unsent } from "../../model/desk_model.ts";
import { messageOf, type Sayer } from "./unsent.ts";

/** After a longer silence, in ms, the sender is named again. */
export const SILENCE_MS = 5 * 60_000;

export type Row =
  | { readonly is: "day"; readonly key: string; readonly at: number }
  | { readonly is: "new"; readonly key: string }
  /** The service itself speaks. */
  | { readonly is: "note"; readonly key: string; readonly message: Message }
  | {
      readonly is: "said";
      readonly key: string;
      readonly message: Message;
      /** Another has spoken before, or nobody for long. */
      readonly isFirst: boolean;
      /** Who looks has said it. */
      readonly isOwn: boolean;
      /** It is not in the transcript yet. */
      readonly unsent: Unsent | undefined;
    };

/** What the rows are made of. */
export interface Said {
  readonly messages: readonly Message[];
  readonly unsent: readonly Unsent[];
  /** Behind this number is new to who looks; `Infinity`: nothing is. */
  readonly newAfter: number;
}

/** The rows of one conversation, kept from one look to the next. */
export class Rows {
  readonly #me: Sayer;
  #messages: readonly Message[] = [];
  #newAfter = Infinity;
  #rows: Row[] = [];
  #last: Message | undefined;
  #isMarked = false;

  /** `me`: who looks. */
  constructor(me: Sayer) {
    this.#me = me;
  }

  /** A new array after every change, so that who is given the same one has nothing to do. */
  of({ messages, unsent, newAfter }: Said): readonly Row[] {
    const isSame = messages === this.#messages && newAfter === this.#newAfter;
    if (!isSame) this.#take(messages, newAfter);
    return unsent.length ? [...this.#rows, ...this.#waiting(unsent)] : this.#rows;
  }

  #take(messages: readonly Message[], newAfter: number): void {
    const known = this.#messages.length;
    const goesOn =
      newAfter === this.#newAfter &&
      messages.length >= known &&
      messages[0] === this.#messages[0] &&
      messages[known - 1] === this.#messages[known - 1];
    if (!goesOn) [this.#last, this.#isMarked] = [undefined, false];
    const rows = goesOn ? this.#rows.slice() : [];
    const first = messages[0]?.number ?? 0;
    this.#newAfter = newAfter;
    for (let at = goesOn ? known : 0; at < messages.length; at += 1) this.#add(rows, messages[at]!, first);
    this.#messages = messages;
    this.#rows = rows;
  }

  #add(rows: Row[], message: Message, first: number): void {
    const { body, number, cid } = message;
    // These are shown at the messages that they name.
    if (body.kind === "recall" || (body.kind === "selection" && body.number >= first)) return;
    const isOwn = this.#isOwn(message);
    if (!this.#isMarked && !isOwn && number > this.#newAfter) {
      this.#isMarked = true;
      // Where all is new, nothing is marked.
      if (this.#last) rows.push({ is: "new", key: "new" });
    }
    // An own message keeps its place on the screen when it is confirmed.
    rows.push(...this.#rowsOf(message, cid || String(number), isOwn, undefined));
  }

  #waiting(unsent: readonly Unsent[]): Row[] {
    const last = this.#last;
    const rows = unsent.flatMap((each) => this.#rowsOf(messageOf(this.#me, each), each.cid, true, each));
    this.#last = last;
    return rows;
  }

  #rowsOf(message: Message, key: string, isOwn: boolean, unsent: Unsent | undefined): Row[] {
    const before = this.#last;
    this.#last = message;
    const { at } = message;
    const isNewDay = !before || dayOf(at) !== dayOf(before.at);
    const day: Row[] = isNewDay ? [{ is: "day", key: `day ${key}`, at }] : [];
    if (isNote(message)) return [...day, { is: "note", key, message }];
    const isFirst = isNewDay || isNote(before) || at - before.at > SILENCE_MS || !isSame(before, message);
    return [...day, { is: "said", key, message, isFirst, isOwn, unsent }];
  }

  #isOwn({ role, sender }: Message): boolean {
    return role === "agent" && sender === this.#me.id;
  }
}

/** The service's words, not one of its cards. */
function isNote({ role, body }: Message): boolean {
  return role === "system" && (body.kind === "text" || body.kind === "markdown");
}

function isSame(one: Message, other: Message): boolean {
  return one.role === other.role && one.sender === other.sender;
}

/** The beginning of a day of the reader's calendar, in ms since the epoch. */
function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
