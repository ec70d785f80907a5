// A visitor's client.

import { Client } from "./client.ts";
import type { Conversation } from "./conversation.ts";
import { ClientCore } from "./core/client_core.ts";
import { filesAt, type Files } from "./files.ts";
import { newId } from "./id.ts";
import { Link } from "./link.ts";
import { NO_STORE, openOutbox } from "./outbox_store.ts";
import { VisitorTickets, type Given, type VisitorTicketsOptions } from "./tickets.ts";
import { VISITOR_CODEC } from "./visitor_frames.ts";

export interface VisitorOptions extends VisitorTicketsOptions {
  /** Sessions to hear again without `open`, and the last numbers seen; of one that is over its end is told. */
  readonly positions?: Readonly<Record<string, number>>;
}

export class Visitor extends Client {
  /** Who the visitor is, and what the page shows of its channel. */
  readonly given: Given;

  constructor(link: Link, files: Files, given: Given) {
    super(link, files);
    this.given = given;
  }

  /** The visitor's language, as in BCP 47: sessions that are opened from now on speak it. */
  setLanguage(language: string): void {
    this.link.setLanguage(language);
  }

  /** Opens the channel's session, or resumes the one that is open; `group`: whom to ask for. */
  async open(group = ""): Promise<Conversation> {
    const answer = await this.link.ask({ frame: "OPEN", group });
    return this.conversation(answer.session);
  }
}

/**
 * Runs a visitor's client; it connects in the background and stays, through reconnects, until `close`.
 *
 * Where there is IndexedDB unconfirmed messages survive the page, and all pages of a visitor send them.
 * Rejects with `HttpRefused` (an unknown channel, a foreign origin, …) and `HttpUnavailable` when there is
 * no ticket at all, and with `Unsendable`: `language` is too long for a tag of BCP 47.
 */
export async function connectVisitor(options: VisitorOptions): Promise<Visitor> {
  const tickets = new VisitorTickets(options);
  const given = await tickets.ticket(false);
  const store = typeof indexedDB === "undefined" ? NO_STORE : await openOutbox(given.visitor);
  const core = new ClientCore({
    codec: VISITOR_CODEC,
    client: { name: "triodesk-web", language: options.profile?.language || "zh-CN" },
    random: Math.random,
    newId,
    positions: options.positions ?? {},
  });
  const link = new Link(core, tickets, store);
  await link.adopt();
  link.start();
  return new Visitor(link, filesAt(options.http, tickets), given);
}
