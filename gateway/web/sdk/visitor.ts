// A visitor's client.

import { Attachments } from "./attachments.ts";
import { Conversation } from "./conversation.ts";
import { ClientCore } from "./core/client_core.ts";
import type { ClientEvent } from "./core/events.ts";
import type { StoredSend } from "./core/outbox.ts";
import { newId } from "./id.ts";
import { Link } from "./link.ts";
import { NO_STORE, openOutbox } from "./outbox_store.ts";
import { VisitorTickets, type Given, type VisitorTicketsOptions } from "./tickets.ts";
import { VISITOR_CODEC } from "./visitor_frames.ts";

export class Visitor {
  readonly #link: Link;
  readonly #attachments: Attachments;
  /** Who the visitor is, and what the page shows of its channel. */
  readonly given: Given;

  constructor(link: Link, attachments: Attachments, given: Given) {
    this.#link = link;
    this.#attachments = attachments;
    this.given = given;
  }

  /** Opens the channel's session, or resumes the one that is open; `group`: whom to ask for. */
  async open(group = ""): Promise<Conversation> {
    const answer = await this.#link.ask({ frame: "OPEN", group });
    return this.conversation(answer.session);
  }

  /** A session that is known by its id. */
  conversation(session: string): Conversation {
    return new Conversation(session, this.#link, this.#attachments);
  }

  /** Tells everything that happens, in order; returns how to hear no more. */
  on(listener: (event: ClientEvent) => void): () => void {
    return this.#link.on(listener);
  }

  /** Messages that are not confirmed, oldest first; also what an earlier page has left. */
  get pending(): readonly StoredSend[] {
    return this.#link.core.pending;
  }

  /** The network is back, or the page is looked at again: does not wait for the next attempt. */
  hurry(): void {
    this.#link.hurry();
  }

  /** The server's clock, in ms since the epoch; undefined before the first connection. */
  get serverMs(): number | undefined {
    return this.#link.core.serverMs(performance.now());
  }

  /** Ends the client, which tells nothing more; unconfirmed messages stay in the outbox for the next page. */
  close(): void {
    this.#link.close();
  }
}

/**
 * Runs a visitor's client; it connects in the background and stays, through reconnects, until `close`.
 *
 * Where there is IndexedDB unconfirmed messages survive the page, and all pages of a visitor send them.
 * Rejects with `HttpRefused` (an unknown channel, a foreign origin, …) and `HttpUnavailable` when there is
 * no ticket at all, and with `Unsendable`: `language` is too long for a tag of BCP 47.
 */
export async function connectVisitor(options: VisitorTicketsOptions): Promise<Visitor> {
  const tickets = new VisitorTickets(options);
  const given = await tickets.ticket(false);
  const store = typeof indexedDB === "undefined" ? NO_STORE : await openOutbox(given.visitor);
  const core = new ClientCore({
    codec: VISITOR_CODEC,
    client: { name: "triodesk-web", language: options.profile?.language || "zh-CN" },
    random: Math.random,
    newId,
  });
  const link = new Link(core, tickets, store);
  await link.adopt();
  link.start();
  return new Visitor(link, new Attachments(options.http, tickets), given);
}
