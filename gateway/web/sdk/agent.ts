// The client of somebody who serves.

import { AGENT_CODEC } from "./agent_frames.ts";
import { Client } from "./client.ts";
import type { Conversation } from "./conversation.ts";
import type { AnswerTo } from "./core/answers.ts";
import { ClientCore, type Question } from "./core/client_core.ts";
import { filesAt, type Files } from "./files.ts";
import { newId } from "./id.ts";
import { Link } from "./link.ts";
import { NO_STORE, openOutbox } from "./outbox_store.ts";
import type { TicketSource } from "./tickets.ts";
import type { Board, SetStatus } from "./wire.ts";

/** Of a transfer: to any agent of a group, or to a certain one; `note` is for whoever takes it. */
export interface Transferring {
  readonly group?: string;
  readonly agent?: string;
  readonly note?: string;
}

/** Calls reject with `Refused`, `AskTimeout`, `Stopped`, `TooManyRequests`, `Unsendable`. */
export class Agent extends Client {
  #board: Board | undefined;

  constructor(link: Link, files: Files) {
    super(link, files);
    link.on((event) => {
      if (event.is === "board") this.#board = event.board;
    });
  }

  /** Status, capacity and sessions as the server last told; undefined before that. */
  get board(): Board | undefined {
    return this.#board;
  }

  /** The sessions that are the agent's now. */
  get sessions(): readonly Conversation[] {
    return (this.#board?.sessions ?? []).map((each) => this.conversation(each));
  }

  /** Any request of the protocol: its frame without what the client puts in. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    return this.link.ask(question);
  }

  /** Begins or stops taking sessions; a reason is for `rest`. */
  async setStatus(status: SetStatus["status"], reason = ""): Promise<void> {
    await this.ask({ frame: "SET_STATUS", status, reason });
  }

  /** Takes a session that rings; `NO_SUCH_OFFER`: it rings here no more. */
  async accept(session: string, offer: string): Promise<void> {
    await this.ask({ frame: "ACCEPT", session, offer });
  }

  /** Leaves a session that rings to others; the visitor keeps the place. */
  async decline(session: string, offer: string): Promise<void> {
    await this.ask({ frame: "DECLINE", session, offer });
  }

  /** Looks for another agent; the session stays until somebody has taken it, as `session` and `notice` tell. */
  async transfer(session: string, to: Transferring): Promise<void> {
    await this.ask({ frame: "TRANSFER", session, ...to });
  }

  /** Keeps a session after all; `WRONG_STATE`: it is not on its way. */
  async cancelTransfer(session: string): Promise<void> {
    await this.ask({ frame: "CANCEL_TRANSFER", session });
  }

  /** Takes a session out of the queue; a supervisor may give it to any agent. */
  async assign(session: string, agent = ""): Promise<void> {
    await this.ask({ frame: "ASSIGN", session, agent });
  }
}

export interface AgentOptions {
  /** Origin of the service's HTTP, for files. */
  readonly http: string;
  /** `StaffTickets` of who has signed in, or one's own. */
  readonly tickets: TicketSource;
  /** BCP 47. */
  readonly language?: string;
  /** Whose unconfirmed messages survive the page, where there is IndexedDB: the agent's id; "": nobody's. */
  readonly keeper?: string;
}

/**
 * Runs an agent's client; it connects in the background and stays, through reconnects, until `close`.
 *
 * What becomes of the first ticket is told by events: `stopped` has why there was none. Rejects with
 * `Unsendable`: `language` is too long for a tag of BCP 47.
 */
export async function connectAgent({ http, tickets, language = "zh-CN", keeper = "" }: AgentOptions): Promise<Agent> {
  const core = new ClientCore({
    codec: AGENT_CODEC, client: { name: "triodesk-web", language }, random: Math.random, newId,
  });
  const isKept = keeper !== "" && typeof indexedDB !== "undefined";
  const link = new Link(core, tickets, isKept ? await openOutbox(`agent ${keeper}`) : NO_STORE);
  const agent = new Agent(link, filesAt(http, tickets));
  await link.adopt();
  link.start();
  return agent;
}
