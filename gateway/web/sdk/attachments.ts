// Files of a conversation, over HTTP beside the connection (V2).

import type { SentBody } from "./core/terms.ts";
import { sidesOf, type Sides } from "./film.ts";
import { newId } from "./id.ts";
import { HttpRefused, HttpUnavailable, parsed, refuse } from "./problem.ts";
import type { TicketSource } from "./tickets.ts";

export type AttachmentKind = "image" | "file" | "voice" | "video";

/** The answer to an upload: what a message tells of its attachment. */
export interface Uploaded {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly content_type: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly duration_ms: number;
}

export interface UploadOptions {
  readonly progress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** Sends a request with this ticket; gives the text of the answer. */
type Ask = (ticket: string) => Promise<string>;

const UNAUTHORIZED = 401;
/** Of one upload, under the same id. */
const ATTEMPTS = 5;
/** Before the second attempt, in ms; it doubles. */
const PAUSE_MS = 500;

export class Attachments {
  readonly #http: string;
  readonly #tickets: TicketSource;

  /** `http`: origin of the service's HTTP. */
  constructor(http: string, tickets: TicketSource) {
    this.#http = http;
    this.#tickets = tickets;
  }

  /**
   * Uploads a file for a session; through some broken connections it becomes one.
   *
   * `progress` is told bytes done and in all where the platform can (browsers), and begins anew after a
   * broken connection. Rejects with `HttpRefused` (`type_not_allowed`, …), `HttpUnavailable`, and
   * `signal`'s reason.
   */
  async upload(session: string, file: File, kind: AttachmentKind, options: UploadOptions = {}): Promise<Uploaded> {
    const query = new URLSearchParams({ session, upload: newId(), kind, name: file.name });
    const url = `${this.#http}/v1/attachments?${query}`;
    return this.#persist<Uploaded>((ticket) => put(url, ticket, file, options), options.signal);
  }

  /** Uploads a file and gives what a message shows it by; a film that cannot be played here is a plain file. */
  async bodyOf(session: string, file: File, kind: AttachmentKind, options: UploadOptions): Promise<SentBody> {
    const sides = kind === "video" ? await sidesOf(file) : undefined;
    const as = kind === "video" && !sides ? "file" : kind;
    return bodyOf(await this.upload(session, file, as, options), sides);
  }

  /** An address at which the file is for ten minutes. Rejects as `upload`. */
  async link(id: string): Promise<string> {
    const url = `${this.#http}/v1/attachments/${encodeURIComponent(id)}/link`;
    const { path } = await this.#persist<{ path: string }>((ticket) =>
      asked(url, { headers: { Authorization: `Bearer ${ticket}` } }),
    );
    return this.#http + path;
  }

  /** Tries again what failed for a reason that passes. */
  async #persist<T>(ask: Ask, signal?: AbortSignal): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      try {
        return parsed<T>(await this.#allowed(ask));
      } catch (error) {
        if (!(error instanceof HttpUnavailable) || attempt === ATTEMPTS) throw error;
        await pause(Math.max(error.retryMs, PAUSE_MS * 2 ** (attempt - 1)), signal);
      }
    }
  }

  /** Asks with a ticket; once more with a new one if the last is over. */
  async #allowed(ask: Ask): Promise<string> {
    const { ticket } = await this.#tickets.ticket(false);
    try {
      return await ask(ticket);
    } catch (error) {
      if (!(error instanceof HttpRefused) || error.status !== UNAUTHORIZED) throw error;
      return ask((await this.#tickets.ticket(true)).ticket);
    }
  }
}

/**
 * The body of a message that shows an uploaded file.
 *
 * `sides`: width and height of a film in pixels, which the server does not measure and a message must
 * tell.
 */
export function bodyOf(uploaded: Uploaded, sides: Sides = [0, 0]): SentBody {
  const { id, kind, name, content_type: type, size, duration_ms } = uploaded;
  switch (kind) {
    case "image":
      return { kind, id, name, type, size, width: uploaded.width, height: uploaded.height };
    case "voice":
      return { kind, id, name, type, size, duration_ms };
    case "video":
      return { kind, id, name, type, size, width: sides[0], height: sides[1], duration_ms };
    case "file":
      return { kind, id, name, type, size };
  }
}

/** `fetch` tells no progress of what is sent; browsers have `XMLHttpRequest` for that, Node has not. */
async function put(url: string, ticket: string, file: File, options: UploadOptions): Promise<string> {
  return typeof XMLHttpRequest === "undefined"
    ? putByFetch(url, ticket, file, options)
    : putByRequest(url, ticket, file, options);
}

function putByFetch(url: string, ticket: string, file: File, { signal }: UploadOptions): Promise<string> {
  const headers = { Authorization: `Bearer ${ticket}`, "Content-Type": typeOf(file) };
  return asked(url, { method: "POST", headers, body: file, signal: signal ?? null });
}

async function asked(url: string, how: RequestInit): Promise<string> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, { ...how, credentials: "omit" });
    text = await answer.text();
  } catch (error) {
    how.signal?.throwIfAborted();
    throw new HttpUnavailable((error as Error).message);
  }
  if (!answer.ok) refuse(answer.status, text, answer.headers.get("Retry-After"));
  return text;
}

function putByRequest(url: string, ticket: string, file: File, options: UploadOptions): Promise<string> {
  const { progress, signal } = options;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open("POST", url);
    request.setRequestHeader("Authorization", `Bearer ${ticket}`);
    request.setRequestHeader("Content-Type", typeOf(file));
    request.upload.onprogress = ({ loaded, total }) => progress?.(loaded, total);
    request.onabort = () => reject(signal?.reason);
    request.onerror = () => reject(new HttpUnavailable("no answer over HTTP"));
    request.onload = () => {
      const { status, responseText } = request;
      if (status === 200) return resolve(responseText);
      try {
        refuse(status, responseText, request.getResponseHeader("Retry-After"));
      } catch (error) {
        reject(error);
      }
    };
    request.onloadend = () => signal?.removeEventListener("abort", abort);
    signal?.addEventListener("abort", abort);
    request.send(file);
  });
}

function typeOf(file: File): string {
  return file.type || "application/octet-stream";
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
