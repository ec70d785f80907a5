// The client of somebody who looks at the dashboard, and serves nobody by that.

import { Codec } from "./codec.ts";
import type { ClientEvent } from "./core/events.ts";
import { ClientCore } from "./core/client_core.ts";
import { newId } from "./id.ts";
import { Link } from "./link.ts";
import { NO_STORE } from "./outbox_store.ts";
import type { TicketSource } from "./tickets.ts";
import {
  DASHBOARD, ERR, GET_TREND, GO_AWAY, HELLO, PING, PONG, RES, TREND, WATCH_DASHBOARD, WELCOME,
  type ClientFrame, type ServerFrame, type Trend,
} from "./wire.ts";

const OBSERVER_CODEC = new Codec<ServerFrame, ClientFrame>(
  [WELCOME, PING, PONG, GO_AWAY, ERR, RES, DASHBOARD, TREND],
  [HELLO, PING, PONG, WATCH_DASHBOARD, GET_TREND],
);

export class Observer {
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
    link.on((event) => {
      // A new connection watches nothing yet; whatever becomes of the request, the next one asks again.
      if (event.is === "connected") link.ask({ frame: "WATCH_DASHBOARD" }).catch(() => {});
    });
  }

  /** Tells everything that happens, in order, `dashboard` above all; returns how to hear no more. */
  on(listener: (event: ClientEvent) => void): () => void {
    return this.#link.on(listener);
  }

  /** The last hours by the minute: of a group, or of all that one sees. Rejects as `Agent`'s calls do. */
  trend(group = ""): Promise<Trend> {
    return this.#link.ask({ frame: "GET_TREND", group });
  }

  /** The network is back, or the page is looked at again: does not wait for the next attempt. */
  hurry(): void {
    this.#link.hurry();
  }

  /** The server's clock, in ms since the epoch; undefined before the first connection. */
  get serverMs(): number | undefined {
    return this.#link.core.serverMs(performance.now());
  }

  close(): void {
    this.#link.close();
  }
}

/** Runs an observer's client, with tickets that observe; it stays, through reconnects, until `close`. */
export function connectObserver(tickets: TicketSource): Observer {
  const core = new ClientCore({
    codec: OBSERVER_CODEC, client: { name: "triodesk-web", language: "" }, random: Math.random, newId,
  });
  const link = new Link(core, tickets, NO_STORE);
  const observer = new Observer(link);
  link.start();
  return observer;
}
