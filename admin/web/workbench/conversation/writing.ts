// What an agent writes, place by place: drafts, files on their way, and how both leave.
//
// Views read it and call its acts; whoever listens is told of every change. A picker of replies, or a
// side panel, puts text where the agent writes by `insert`, or sends by `send`.

import { HttpUnavailable, type SentBody } from "../../../../gateway/web/sdk/index.ts";
import { Uploads } from "../../../../gateway/web/visitor/cards/uploads.ts";
import { keeperOf } from "../../../../gateway/web/visitor/model/remembered.ts";
import type { Desk } from "../desk.ts";
import { Drafts } from "./model/drafts.ts";

/** The field in which the agent writes now. */
export interface Field {
  readonly place: string;
  /** Puts text at the cursor, and tells what there is then. */
  insert(text: string): string;
  focus(): void;
}

export class Writing {
  readonly #desk: Desk;
  readonly #drafts: Drafts;
  readonly #uploads = new Map<string, Uploads>();
  readonly #listeners = new Set<() => void>();
  #field: Field | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#drafts = new Drafts(keeperOf(() => sessionStorage), desk.me.member?.id ?? "");
  }

  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The field is on the page; returns how to take it away. */
  mount(field: Field): () => void {
    this.#field = field;
    return () => {
      if (this.#field === field) this.#field = undefined;
      this.#desk.conversation(field.place)?.typing(false);
    };
  }

  /** What is written at a place and not sent. */
  text(place: string): string {
    return this.#drafts.get(place);
  }

  write(place: string, text: string): void {
    this.#drafts.set(place, text);
    this.#desk.conversation(place)?.typing(text !== "");
    this.#tell();
  }

  /** He signs out: nothing of what he wrote stays in the browser. */
  forget(): void {
    this.#drafts.clear();
  }

  /** Puts text where the cursor is, or behind what is written; the agent goes on from there. */
  insert(place: string, text: string): void {
    const field = this.#field;
    if (field?.place !== place) return this.write(place, this.text(place) + text);
    this.write(place, field.insert(text));
    field.focus();
  }

  /** Sends what is written; blanks alone are nothing. */
  post(place: string): void {
    const text = this.text(place).trim();
    if (!text) return;
    this.write(place, "");
    void this.send(place, { kind: "text", text });
  }

  /** Sends this, whatever is written. */
  send(place: string, body: SentBody): Promise<void> {
    return this.#desk.send(place, body);
  }

  focus(): void {
    this.#field?.focus();
  }

  /** Files on their way to a place; each becomes a message of its own. */
  uploads(place: string): Uploads {
    let uploads = this.#uploads.get(place);
    if (!uploads) {
      uploads = new Uploads(
        (file, kind, options) => {
          const conversation = this.#desk.conversation(place);
          if (!conversation) return Promise.reject(new HttpUnavailable("there is no connection yet"));
          return conversation.sendFile(file, kind, options);
        },
        () => this.#tell(),
      );
      this.#uploads.set(place, uploads);
    }
    return uploads;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

const WRITINGS = new WeakMap<Desk, Writing>();

/** The one of a desk. */
export function writingOf(desk: Desk): Writing {
  let writing = WRITINGS.get(desk);
  if (!writing) WRITINGS.set(desk, (writing = new Writing(desk)));
  return writing;
}
