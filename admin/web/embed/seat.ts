// The workbench in its frame, as the page's script has it: calls go in, events come out.

import { Peer } from "../../../gateway/web/widget/peer.ts";
import type { Result, Told } from "./api.ts";
import { readFromSeat, type Act, type FromPage, type FromSeat } from "./messages.ts";

/** No answer to a call within so many ms is none: requests of the workbench end sooner. */
const ANSWER_MS = 20_000;
/** A frame that says nothing for so many ms after it was loaded is none of ours. */
const HELLO_MS = 10_000;

export interface SeatListener {
  /** Something happened. */
  told(told: Told): void;
  /** Something rings at the agent, or nothing does any more. */
  rings(isRinging: boolean): void;
}

export class Seat {
  readonly frame = document.createElement("iframe");
  readonly #peer: Peer<FromPage, FromSeat>;
  readonly #token: string;
  readonly #listener: SeatListener;
  readonly #waiting = new Map<number, (fault: string) => void>();
  #calls = 0;
  #isThere = false;

  /** `base`: the script's address, `token`: of a login, `listener`: hears what happens. */
  constructor(base: string, token: string, listener: SeatListener) {
    const address = new URL("embedded", base);
    address.hash = new URLSearchParams({ host: location.origin }).toString();
    this.#token = token;
    this.#listener = listener;
    this.#peer = new Peer({
      own: window,
      other: () => this.frame.contentWindow,
      origin: address.origin,
      read: readFromSeat,
      heard: (said) => this.#hear(said),
    });
    this.frame.allow = "clipboard-write; autoplay";
    this.frame.addEventListener("load", () => setTimeout(() => this.#check(address.origin), HELLO_MS), { once: true });
    this.frame.src = address.href;
  }

  /** Has the agent do something. */
  call(what: Act): Promise<Result> {
    const call = (this.#calls += 1);
    return new Promise((resolve) => {
      const finish = (fault: string) => {
        clearTimeout(late);
        this.#waiting.delete(call);
        resolve(fault ? { status: "error", errorMsg: fault } : { status: "success" });
      };
      const late = setTimeout(() => finish("no answer: the outcome is unknown"), ANSWER_MS);
      this.#waiting.set(call, finish);
      this.#peer.tell({ say: "call", call, what });
    });
  }

  /** Ends it; the frame is to be taken out of the page. */
  stop(): void {
    this.#isThere = true;
    this.#peer.stop();
    for (const finish of [...this.#waiting.values()]) finish("another account took its place");
  }

  #hear(said: FromSeat): void {
    switch (said.say) {
      case "hello":
        this.#isThere = true;
        this.#peer.tell({ say: "enter", token: this.#token });
        break;
      case "event":
        this.#listener.told(said.told);
        break;
      case "rings":
        this.#listener.rings(said.isRinging);
        break;
      case "answer":
        this.#waiting.get(said.call)?.(said.fault);
    }
  }

  #check(origin: string): void {
    if (this.#isThere) return;
    const expected = `${location.origin} among its staff.embedding_origins, ${origin} in this page's frame-src`;
    console.error(`triodesk: the workbench of ${origin} does not answer; expected ${expected}`);
  }
}
