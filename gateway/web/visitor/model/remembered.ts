// What the browser keeps for the page between two visits: the visitor, his last sessions, his choices.
//
// Where it keeps nothing (private windows, frames of other sites) the page lives with its own memory.

import type { TokenStore } from "../../sdk/index.ts";

/** Of `Storage`, what is needed. */
export interface Keeper {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Sessions whose messages can be looked at again. */
export const MAX_SESSIONS = 20;

export type Choice = "language" | "theme" | "sound";

/** What is kept of one channel. */
export class Remembered implements TokenStore {
  readonly #channel: string;
  readonly #lasting: Keeper;
  readonly #ofTab: Keeper;

  /** `lasting`: of all visits; `ofTab`: over a reload alone. */
  constructor(channel: string, lasting: Keeper, ofTab: Keeper) {
    this.#channel = channel;
    this.#lasting = lasting;
    this.#ofTab = ofTab;
  }

  /** The refresh token. */
  get(): string {
    return read(this.#lasting, this.#key("token"));
  }

  set(token: string): void {
    write(this.#lasting, this.#key("token"), token);
  }

  /** Ids of the last sessions, oldest first. */
  get sessions(): readonly string[] {
    return read(this.#lasting, this.#key("sessions")).split(" ").filter(Boolean);
  }

  /** A session was opened; of a known one nothing changes. */
  addSession(id: string): void {
    if (this.sessions.includes(id)) return;
    write(this.#lasting, this.#key("sessions"), [...this.sessions, id].slice(-MAX_SESSIONS).join(" "));
  }

  /** The service does not show it any more. */
  dropSession(id: string): void {
    write(this.#lasting, this.#key("sessions"), this.sessions.filter((each) => each !== id).join(" "));
  }

  /** What the visitor chose on the page; "": nothing. */
  chosen(choice: Choice): string {
    return read(this.#lasting, this.#key(choice));
  }

  choose(choice: Choice, value: string): void {
    write(this.#lasting, this.#key(choice), value);
  }

  /** What was written and not sent. */
  get draft(): string {
    return read(this.#ofTab, this.#key("draft"));
  }

  set draft(text: string) {
    write(this.#ofTab, this.#key("draft"), text);
  }

  #key(name: string): string {
    return `triodesk ${this.#channel} ${name}`;
  }
}

/** A keeper that forgets with the page. */
export function forgetful(): Keeper {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** What `give` gives, or one that forgets, where the browser refuses even to say. */
export function keeperOf(give: () => Keeper): Keeper {
  try {
    const keeper = give();
    keeper.getItem("");
    return keeper;
  } catch {
    return forgetful();
  }
}

function read(keeper: Keeper, key: string): string {
  return keeper.getItem(key) ?? "";
}

function write(keeper: Keeper, key: string, value: string): void {
  try {
    if (value) keeper.setItem(key, value);
    else keeper.removeItem(key);
  } catch {
    // It is full: the page goes on without.
  }
}
