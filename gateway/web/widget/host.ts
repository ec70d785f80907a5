// The page around the chat, as the chat sees it.

import type { TokenStore } from "../sdk/index.ts";
import { framingOf, type Framing } from "./address.ts";
import { MAX_PREVIEW_CHARS, readFromHost, type FromFrame, type FromHost } from "./frame_messages.ts";
import { Peer, type Told } from "./peer.ts";

/** The page gives no identity token within so many ms: there is none. */
const IDENTITY_MS = 10_000;

/** Of the chat's own window, what is needed. */
export interface FramedWindow extends EventTarget {
  readonly parent: Told;
  readonly location: { readonly hash: string };
}

export class Host implements TokenStore {
  readonly #peer: Peer<FromFrame, FromHost>;
  readonly #shown: (isShown: boolean) => void;
  readonly #waiting: ((token: string) => void)[] = [];
  /** Asks the page around who the visitor is; undefined where it says nothing of it. */
  readonly identity: (() => Promise<string>) | undefined;
  /** That was open on the page before; "" = none. */
  readonly session: string;
  #isShown: boolean;
  #token: string;

  /** `shown`: told whenever that changes. */
  constructor(own: FramedWindow, framing: Framing, shown: (isShown: boolean) => void) {
    const { origin, isIdentified, isShown, session, token } = framing;
    this.session = session;
    this.#shown = shown;
    this.#token = token;
    this.#isShown = isShown;
    this.identity = isIdentified ? () => this.#askIdentity() : undefined;
    this.#peer = new Peer({
      own,
      other: () => own.parent,
      origin,
      read: readFromHost,
      heard: (message) => this.#hear(message),
    });
    this.#peer.tell({ say: "ready" });
  }

  /** True while the visitor sees the chat. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** The refresh token, which the page around keeps: a frame's own storage does not last. */
  get(): string {
    return this.#token;
  }

  set(token: string): void {
    this.#token = token;
    this.#peer.tell({ say: "token", token });
  }

  /** So many messages have come that nobody has seen. */
  unread(count: number): void {
    this.#peer.tell({ say: "unread", count });
  }

  /** Somebody has just said this. */
  preview(text: string): void {
    this.#peer.tell({ say: "preview", text: cut(text) });
  }

  /** The session that is open; "" = none is. */
  active(session: string): void {
    this.#peer.tell({ say: "active", session });
  }

  /** The visitor shuts the chat. */
  close(): void {
    this.#peer.tell({ say: "close" });
  }

  #askIdentity(): Promise<string> {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(""), IDENTITY_MS);
      this.#waiting.push((token) => {
        clearTimeout(late);
        resolve(token);
      });
      this.#peer.tell({ say: "identify" });
    });
  }

  #hear(message: FromHost): void {
    if (message.say === "identity") {
      for (const answer of this.#waiting.splice(0)) answer(message.token);
    } else if (message.isShown !== this.#isShown) {
      this.#isShown = message.isShown;
      this.#shown(message.isShown);
    }
  }
}

/** Without half a character at its end. */
function cut(text: string): string {
  if (text.length <= MAX_PREVIEW_CHARS) return text;
  return `${text.slice(0, MAX_PREVIEW_CHARS - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** The page around this window, if a widget has framed it; undefined on a page of its own. */
export function joinHost(own: FramedWindow, shown: (isShown: boolean) => void): Host | undefined {
  const framing = own.parent === (own as unknown) ? undefined : framingOf(own.location.hash);
  return framing && new Host(own, framing, shown);
}
