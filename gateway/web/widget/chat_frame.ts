// The frame that holds the chat, and what is said to it.

import { frameAddress } from "./address.ts";
import type { IdentitySource } from "./api.ts";
import { readFromFrame, type FromFrame, type FromHost } from "./frame_messages.ts";
import { Peer } from "./peer.ts";
import type { WidgetSettings } from "./settings.ts";

/** A frame that says nothing for so many ms after it was loaded is none of ours. */
const READY_MS = 10_000;

/** Of the visitor, from the pages before. */
export interface Known {
  readonly token: string;
  /** That was open; "" = none. */
  readonly session: string;
}

export interface FrameActs {
  readonly unread: (count: number) => void;
  readonly preview: (text: string) => void;
  readonly active: (session: string) => void;
  readonly token: (token: string) => void;
  readonly close: () => void;
}

export class ChatFrame {
  readonly element = document.createElement("iframe");
  readonly #peer: Peer<FromHost, FromFrame>;
  readonly #acts: FrameActs;
  readonly #identity: IdentitySource | undefined;
  #isShown: boolean;
  #isReady = false;

  constructor(
    settings: WidgetSettings, title: string, isShown: boolean, { token, session }: Known,
    identity: IdentitySource | undefined, acts: FrameActs,
  ) {
    this.#acts = acts;
    this.#identity = identity;
    this.#isShown = isShown;
    const framing = { origin: location.origin, isIdentified: Boolean(identity), isShown, session, token };
    const address = frameAddress(settings, framing);
    this.#peer = new Peer({
      own: window,
      other: () => this.element.contentWindow,
      origin: new URL(address).origin,
      read: readFromFrame,
      heard: (message) => void this.#hear(message),
    });
    this.element.title = title;
    this.element.allow = "clipboard-write";
    this.element.addEventListener("load", () => setTimeout(() => this.#check(), READY_MS));
    this.element.src = address;
  }

  show(isShown: boolean): void {
    this.#isShown = isShown;
    if (this.#isReady) this.#peer.tell({ say: "shown", isShown });
  }

  /** Ends it; its element is to be taken out of the page. */
  stop(): void {
    this.#isReady = true;
    this.#peer.stop();
  }

  async #hear(message: FromFrame): Promise<void> {
    switch (message.say) {
      case "ready":
        this.#isReady = true;
        this.show(this.#isShown);
        break;
      case "unread":
        this.#acts.unread(message.count);
        break;
      case "preview":
        this.#acts.preview(message.text);
        break;
      case "active":
        this.#acts.active(message.session);
        break;
      case "token":
        this.#acts.token(message.token);
        break;
      case "close":
        this.#acts.close();
        break;
      case "identify":
        this.#peer.tell({ say: "identity", token: await this.#token() });
    }
  }

  async #token(): Promise<string> {
    try {
      return (await this.#identity?.()) ?? "";
    } catch (error) {
      console.error("triodesk: no identity token was given:", error);
      return "";
    }
  }

  #check(): void {
    if (this.#isReady) return;
    const { origin } = new URL(this.element.src);
    const expected = `${location.origin} among the channel's origins, ${origin} in this page's frame-src`;
    console.error(`triodesk: ${origin} does not answer; expected ${expected}`);
  }
}
