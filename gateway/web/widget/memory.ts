// What the widget remembers in the page's own storage, from one page of the site to the next.
//
// A frame costs the service a ticket and a connection. So there is none before the visitor opens the
// chat; then he has one on every page, shown or not, as long as his session is open: messages that come
// while it is shut are counted.
//
// Who the visitor is, is kept here, too: browsers give a frame of another site no storage, or one that
// ends with the visit. The page's own scripts can read it, as they can read whatever is in the page.

import { attempt } from "./attempt.ts";

/** A session that was open longer ago, in ms, has most likely ended; the frame waits for the visitor. */
export const WORTH_MS = 60 * 60 * 1_000;

/** Of the browser's storages, what is used. */
export interface Storing {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export class Memory {
  readonly #site: Storing | undefined;
  readonly #tab: Storing | undefined;
  readonly #key: string;
  readonly #tokenKey: string;

  /** `site`, `tab`: for all tabs, and this one; undefined where the browser has none for us. */
  constructor(channel: string, site: Storing | undefined, tab: Storing | undefined) {
    this.#key = `triodesk.widget.${channel}`;
    this.#tokenKey = `${this.#key}.token`;
    this.#site = site;
    this.#tab = tab;
  }

  /** The session that is likely to be open; "" = none is. `now`: ms since the epoch. */
  session(now: number): string {
    const [at = "", session = ""] = (attempt(() => this.#site?.getItem(this.#key)) ?? "").split(" ");
    const ago = now - Number(at);
    return ago >= 0 && ago < WORTH_MS ? session : "";
  }

  /** A session is open at `now`; "" = none is. */
  setSession(session: string, now: number): void {
    put(this.#site, this.#key, session && `${now} ${session}`);
  }

  /** What makes the same visitor of who comes back; "" = nobody was here. */
  get token(): string {
    return attempt(() => this.#site?.getItem(this.#tokenKey)) ?? "";
  }

  set token(token: string) {
    put(this.#site, this.#tokenKey, token);
  }

  /** True when the chat was shown on the page before, in this tab. */
  get isOpen(): boolean {
    return Boolean(attempt(() => this.#tab?.getItem(this.#key)));
  }

  set isOpen(isOpen: boolean) {
    put(this.#tab, this.#key, isOpen ? "1" : "");
  }
}

/** A browser that is full, or that forbids, forgets: the widget works without. */
function put(where: Storing | undefined, key: string, value: string): void {
  attempt(() => (value ? where?.setItem(key, value) : where?.removeItem(key)));
}
