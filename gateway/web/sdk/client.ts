// What visitors' and agents' clients have in common.

import { Conversation } from "./conversation.ts";
import type { ClientEvent } from "./core/events.ts";
import type { StoredSend } from "./core/outbox.ts";
import type { Files } from "./files.ts";
import type { Link } from "./link.ts";

export class Client {
  protected readonly link: Link;
  readonly #files: Files;

  constructor(link: Link, files: Files) {
    this.link = link;
    this.#files = files;
  }

  /** A session that is known by its id, or another room by its place. */
  conversation(session: string): Conversation {
    return new Conversation(session, this.link, this.#files);
  }

  /** Tells everything that happens, in order; returns how to hear no more. */
  on(listener: (event: ClientEvent) => void): () => void {
    return this.link.on(listener);
  }

  /** Messages that are not confirmed, oldest first; also what an earlier page has left. */
  get pending(): readonly StoredSend[] {
    return this.link.core.pending;
  }

  /** The network is back, or the page is looked at again: does not wait for the next attempt. */
  hurry(): void {
    this.link.hurry();
  }

  /** The server's clock, in ms since the epoch; undefined before the first connection. */
  get serverMs(): number | undefined {
    return this.link.core.serverMs(performance.now());
  }

  /** Ends the client, which tells nothing more; unconfirmed messages stay in the outbox for the next page. */
  close(): void {
    this.link.close();
  }
}
