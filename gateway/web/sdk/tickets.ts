// A visitor's tickets, from the service's HTTP; the same visitor next time by a refresh token.

import { post } from "./post.ts";
import { HttpUnavailable } from "./problem.ts";

/** A ticket that is over sooner, in ms, is not used any more: connecting takes its time. */
const MARGIN_MS = 60_000;
/** Asked for a ticket before every connection. Throws `HttpUnavailable`, `HttpRefused`. */
export interface TicketSource {
  /** `isFresh`: the server found the last one to be over. */
  ticket(isFresh: boolean): Promise<{ readonly ticket: string; readonly gateway: string }>;
}

/** Where a refresh token lives between two visits. */
export interface TokenStore {
  get(): string;
  set(token: string): void;
}

/** What a page knows of the visit; agents see it (V1). */
export interface VisitorProfile {
  readonly nickname?: string;
  readonly language?: string;
  readonly clientData?: string;
  readonly channelName?: string;
  readonly peerSource?: string;
  readonly remark?: string;
}

export interface Given {
  readonly ticket: string;
  readonly expires_ms: number;
  readonly server_ms: number;
  readonly visitor: string;
  readonly refresh_token: string;
  readonly gateway: string;
  readonly channel: { readonly id: string; readonly name: string; readonly account: string };
}

export interface VisitorTicketsOptions {
  /** Origin of the service's HTTP, `https://help.example.com`. */
  readonly http: string;
  /** The channel's key. */
  readonly channel: string;
  readonly profile?: VisitorProfile;
  readonly tokens?: TokenStore;
  /** Gives an identity token of the business server; asked each time, also when it could not last time. */
  readonly identity?: () => Promise<string>;
}

export class VisitorTickets implements TicketSource {
  readonly #options: VisitorTicketsOptions;
  readonly #tokens: TokenStore;
  #given: Given | undefined;
  #goodUntil = 0;
  #asking: Promise<Given> | undefined;

  constructor(options: VisitorTicketsOptions) {
    this.#options = options;
    this.#tokens = options.tokens ?? forgetful();
  }

  async ticket(isFresh: boolean): Promise<Given> {
    if (this.#given && !isFresh && performance.now() < this.#goodUntil) return this.#given;
    // Two who ask at once before there is a refresh token were two visitors.
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<Given> {
    const { http, channel, profile = {}, identity } = this.#options;
    const { nickname = "", language = "", ...parameters } = profile;
    const asked = {
      channel, nickname, language, parameters,
      refresh_token: this.#tokens.get(),
      identity_token: identity ? await proved(identity) : "",
    };
    const began = performance.now();
    const given = await post<Given>(`${http}/v1/visitor-tokens`, asked, { credentials: "omit" });
    this.#given = given;
    this.#goodUntil = began + given.expires_ms - given.server_ms - MARGIN_MS;
    if (given.refresh_token) this.#tokens.set(given.refresh_token);
    return given;
  }
}

async function proved(identity: () => Promise<string>): Promise<string> {
  try {
    return await identity();
  } catch (error) {
    throw new HttpUnavailable(`no identity token: ${String(error)}`);
  }
}

function forgetful(): TokenStore {
  let kept = "";
  return {
    get: () => kept,
    set: (token) => {
      kept = token;
    },
  };
}
