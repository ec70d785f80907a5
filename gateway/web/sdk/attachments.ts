// Files of a conversation, over HTTP beside the connection (V2).

import type { SentBody } from "./core/terms.ts";
import { HttpUnavailable, refuse } from "./problem.ts";
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
  async upload(
    session: string,
    file: File,
    kind: AttachmentKind,
    options: { readonly progress?: (done: number, all: number) => void; readonly signal?: AbortSignal } = {},
  ): Promise<Uploaded> {
    const query = new URLSearchParams({ session, upload: crypto.randomUUID(), kind, name: file.name });
    const url = `${this.#http}/v1/attachments?${query}`;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { ticket } = await this.#tickets.ticket(false);
        return JSON.parse(await put(url, ticket, file, options)) as Uploaded;
      } catch (error) {
        if (!(error instanceof HttpUnavailable) || attempt === ATTEMPTS) throw error;
        await pause(Math.max(error.retryMs, PAUSE_MS * 2 ** (attempt - 1)), options.signal);
      }
    }
  }

  /** An address at which the file is for ten minutes. Rejects as `upload`. */
  async link(id: string): Promise<string> {
    const { ticket } = await this.#tickets.ticket(false);
    let answer: Response;
    try {
      answer = await fetch(`${this.#http}/v1/attachments/${encodeURIComponent(id)}/link`, {
        headers: { Authorization: `Bearer ${ticket}` },
      });
    } catch (error) {
      throw new HttpUnavailable((error as Error).message);
    }
    const text = await answer.text();
    if (!answer.ok) refuse(answer.status, text, answer.headers.get("Retry-After"));
    return this.#http + (JSON.parse(text) as { path: string }).path;
  }
}

/** The body of a message that shows an uploaded file. */
export function bodyOf(uploaded: Uploaded): SentBody {
  const { id, kind, name, content_type: type, size, width, height, duration_ms } = uploaded;
  switch (kind) {
    case "image":
      return { kind, id, name, type, size, width, height };
    case "voice":
      return { kind, id, name, type, size, duration_ms };
    case "video":
      return { kind, id, name, type, size, width, height, duration_ms };
    case "file":
      return { kind, id, name, type, size };
  }
}

interface PutOptions {
  readonly progress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** `fetch` tells no progress of what is sent; browsers have `XMLHttpRequest` for that, Node has not. */
async function put(url: string, ticket: string, file: File, options: PutOptions): Promise<string> {
  return typeof XMLHttpRequest === "undefined"
    ? putByFetch(url, ticket, file, options)
    : putByRequest(url, ticket, file, options);
}

async function putByFetch(url: string, ticket: string, file: File, options: PutOptions): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: "POST",
      headers: { Authorization: `Bearer ${ticket}`, "Content-Type": typeOf(file) },
      body: file,
      signal: options.signal ?? null,
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new HttpUnavailable((error as Error).message);
  }
  const text = await answer.text();
  if (!answer.ok) refuse(answer.status, text, answer.headers.get("Retry-After"));
  return text;
}

function putByRequest(url: string, ticket: string, file: File, options: PutOptions): Promise<string> {
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
