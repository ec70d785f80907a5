// The other window: told and heard by exact origin, and nobody else is.

import { marked, type Saying } from "./frame_messages.ts";

/** Of a window, what is needed to be told something. */
export interface Told {
  postMessage(message: object, targetOrigin: string): void;
}

export interface PeerOptions<Heard> {
  /** Where its messages arrive: our own window. */
  readonly own: EventTarget;
  /** The other window; undefined while there is none. */
  readonly other: () => Told | null | undefined;
  /** Of the other window, exact; a message of any other origin is not heard, nor told to it. */
  readonly origin: string;
  readonly read: (data: unknown) => Heard | undefined;
  readonly heard: (message: Heard) => void;
}

export class Peer<Say extends Saying, Heard> {
  readonly #options: PeerOptions<Heard>;
  readonly #listener = (event: Event): void => this.#hear(event as MessageEvent<unknown>);

  constructor(options: PeerOptions<Heard>) {
    this.#options = options;
    options.own.addEventListener("message", this.#listener);
  }

  tell(message: Say): void {
    this.#options.other()?.postMessage(marked(message), this.#options.origin);
  }

  /** Hears no more. */
  stop(): void {
    this.#options.own.removeEventListener("message", this.#listener);
  }

  #hear(event: MessageEvent<unknown>): void {
    const { other, origin, read, heard } = this.#options;
    if (event.origin !== origin || !event.source || event.source !== other()) return;
    const message = read(event.data);
    if (message) heard(message);
  }
}
