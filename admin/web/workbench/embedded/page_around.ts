// The business system's page around the workbench: it gives the login, is told events, and has things done.

import { readFromPage, type FromPage, type FromSeat } from "../../embed/messages.ts";
import { attempt } from "../../../../gateway/web/widget/attempt.ts";
import { Peer, type Told as Window_ } from "../../../../gateway/web/widget/peer.ts";
import type { Desk } from "../desk.ts";
import { isRinging } from "../model/desk_model.ts";
import { enterEmbedded, type Me } from "../staff_api.ts";
import { done } from "./seat_acts.ts";
import { NEW_SEAT, after } from "./seat_events.ts";

/** Of the frame's own window, what is needed. */
export interface FramedWindow extends EventTarget {
  readonly parent: Window_;
  readonly location: { readonly hash: string };
}

export class PageAround {
  readonly #peer: Peer<FromSeat, FromPage>;
  #enter: ((token: string) => void) | undefined;
  readonly #token = new Promise<string>((resolve) => (this.#enter = resolve));
  #desk: Desk | undefined;
  /** As the page was told. */
  #isRinging = false;

  /** `origin`: of that page, as its script says; a wrong one merely hears nothing. */
  constructor(own: FramedWindow, origin: string) {
    this.#peer = new Peer({
      own, origin, other: () => own.parent, read: readFromPage, heard: (said) => void this.#hear(said),
    });
    this.#peer.tell({ say: "hello" });
  }

  /** Waits for a login, and signs in by it; undefined: it is spent, which the page is told. */
  async entered(): Promise<Me | undefined> {
    try {
      return await enterEmbedded(await this.#token);
    } catch (error) {
      this.expire((error as Error).message);
      return undefined;
    }
  }

  /** The sign-in has ended, or never was. */
  expire(message: string): void {
    this.#peer.tell({ say: "event", told: { name: "tokenExpired", detail: { message } } });
  }

  /** Tells the page what happens at a desk, until that is shut. */
  follow(desk: Desk): () => void {
    this.#desk = desk;
    let seat = NEW_SEAT;
    const unhear = desk.hear((event) => {
      const [next, told] = after(seat, event);
      seat = next;
      for (const each of told) this.#peer.tell({ say: "event", told: each });
      this.#ring(isRinging(desk.model));
    });
    return () => {
      unhear();
      this.#desk = undefined;
      this.#ring(false);
    };
  }

  #ring(rings: boolean): void {
    if (rings === this.#isRinging) return;
    this.#isRinging = rings;
    this.#peer.tell({ say: "rings", isRinging: rings });
  }

  async #hear(said: FromPage): Promise<void> {
    if (said.say === "enter") {
      this.#enter?.(said.token);
      return;
    }
    const fault = this.#desk ? await done(this.#desk, said.what) : "expected to be called after ready";
    this.#peer.tell({ say: "answer", call: said.call, fault });
  }
}

/** The page around this window; undefined where the address does not say which. */
export function pageAround(own: FramedWindow): PageAround | undefined {
  const origin = new URLSearchParams(own.location.hash.slice(1)).get("host") ?? "";
  return attempt(() => new URL(origin).origin) === origin ? new PageAround(own, origin) : undefined;
}
