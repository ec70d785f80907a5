// A browser's WebSocket whose server is the test, and an IndexedDB in memory.

import { createRequire } from "node:module";

import type { StoredSend } from "../../../gateway/web/sdk/core/outbox.ts";
import type { ClientEvent } from "../../../gateway/web/sdk/core/events.ts";
import { ClientCore } from "../../../gateway/web/sdk/core/client_core.ts";
import { newId } from "../../../gateway/web/sdk/id.ts";
import { Link } from "../../../gateway/web/sdk/link.ts";
import { NO_STORE, type OutboxStore } from "../../../gateway/web/sdk/outbox_store.ts";
import type { TicketSource } from "../../../gateway/web/sdk/tickets.ts";
import { VISITOR_CODEC } from "../../../gateway/web/sdk/visitor_frames.ts";
import type { ClientFrame, Send, ServerFrame } from "../../../gateway/web/sdk/wire.ts";
import { SERVER, welcome } from "./server_side.ts";

/** Node looks for packages beside a test, where none are. */
const packages = createRequire(new URL("../../../package.json", import.meta.url));
const memory = packages("fake-indexeddb") as { IDBFactory: typeof IDBFactory; IDBKeyRange: typeof IDBKeyRange };

/** One connection, seen from the server. */
export class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    return FakeSocket.all.at(-1)!;
  }

  readyState = FakeSocket.CONNECTING;
  binaryType = "";
  closedWith: number | undefined;
  readonly heard: ClientFrame[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  readonly url: string;

  constructor(url: string) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  send(data: Uint8Array): void {
    this.heard.push(...SERVER.decode(data));
  }

  close(code: number): void {
    this.closedWith = code;
    this.readyState = FakeSocket.CLOSED;
    setImmediate(() => this.onclose?.({ code }));
  }

  /** The handshake succeeds; the server welcomes. */
  welcome(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
    this.say(welcome());
  }

  say(...frames: ServerFrame[]): void {
    this.onmessage?.({ data: SERVER.encode(frames).slice().buffer as ArrayBuffer });
  }

  end(code: number): void {
    this.readyState = FakeSocket.CLOSED;
    this.onclose?.({ code });
  }

  get sends(): Send[] {
    return this.heard.filter((each) => each.frame === "SEND");
  }
}

/** The platform of a test: no connection of another is in it. */
export function newPlatform(): IDBFactory {
  FakeSocket.all = [];
  Object.assign(globalThis, { WebSocket: FakeSocket, IDBKeyRange: memory.IDBKeyRange });
  return new memory.IDBFactory();
}

/** A page: its link, and what it was told. */
export class Page {
  static readonly #open: Page[] = [];

  /** A test that failed leaves no timers: they would keep Node from ending. */
  static closeAll(): void {
    for (const page of Page.#open.splice(0)) page.link.close();
  }

  readonly told: ClientEvent[] = [];
  readonly asked: boolean[] = [];
  readonly #gateway = `ws://there/${newId()}`;
  readonly link: Link;

  constructor(store: OutboxStore = NO_STORE, ticket?: TicketSource["ticket"]) {
    const core = new ClientCore({ codec: VISITOR_CODEC, client: { name: "t" }, random: () => 0.01, newId });
    const tickets = {
      ticket: ticket ?? (async (isFresh: boolean) => {
        this.asked.push(isFresh);
        return { ticket: "t", gateway: this.#gateway };
      }),
    };
    this.link = new Link(core, tickets, store);
    this.link.on((event) => this.told.push(event));
    Page.#open.push(this);
  }

  /** Starts, and lets the server welcome it; gives the connection. */
  async connect(): Promise<FakeSocket> {
    this.link.start();
    return this.welcomed();
  }

  /** Its next connection, welcomed. */
  async welcomed(): Promise<FakeSocket> {
    await until(() => this.#socket?.readyState === FakeSocket.CONNECTING);
    this.#socket!.welcome();
    return this.#socket!;
  }

  get #socket(): FakeSocket | undefined {
    return FakeSocket.all.findLast((each) => each.url === this.#gateway);
  }

  is(what: ClientEvent["is"]): ClientEvent[] {
    return this.told.filter((each) => each.is === what);
  }
}

/** Turns of the event loop in which everything here happens; a lid on what never does. */
const MAX_TURNS = 100_000;

export async function until(test: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; !(await test()); turn += 1) {
    if (turn > MAX_TURNS) throw new Error(`never: ${test}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export async function isEmpty(store: OutboxStore): Promise<boolean> {
  return (await store.load()).length === 0;
}

export function said(send: StoredSend | Send): string {
  return send.body.kind === "text" ? send.body.text : "";
}

