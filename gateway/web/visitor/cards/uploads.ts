// Files on their way to the service: one after the other, so that they come in the order they were chosen.

import { HttpRefused, HttpUnavailable, type AttachmentKind } from "../../sdk/index.ts";
import { kindOf, typeOf } from "./file_kind.ts";

/** Files that may wait at once; who drops a folder is told, not served. */
export const MAX_UPLOADS = 20;

/** One file as the tray shows it. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly state: "waiting" | "sending" | "failed";
  /** 0 … 100. */
  readonly percent: number;
  /** Failed: a code of the service's, or ""; see `uploadProblems`. */
  readonly code: string;
}

/** Uploads a file and sends it: `Conversation.sendFile` of the session that is open. */
export type SendFile = (
  file: File,
  kind: AttachmentKind,
  options: { readonly progress: (done: number, all: number) => void; readonly signal: AbortSignal },
) => Promise<unknown>;

export class Uploads {
  readonly #send: SendFile;
  readonly #changed: () => void;
  readonly #files = new Map<number, File>();
  #all: readonly Upload[] = [];
  #next = 1;
  #running: AbortController | undefined;

  /** `changed` is called after every change of `all`. */
  constructor(send: SendFile, changed: () => void) {
    this.#send = send;
    this.#changed = changed;
  }

  get all(): readonly Upload[] {
    return this.#all;
  }

  /** Takes what was chosen, dropped or pasted, as far as there is room; gives how many it took. */
  add(files: Iterable<File>): number {
    const taken = [...files].slice(0, MAX_UPLOADS - this.#all.length);
    for (const file of taken) {
      const id = this.#next++;
      this.#files.set(id, typed(file));
      this.#all = [...this.#all, { id, name: file.name, state: "waiting", percent: 0, code: "" }];
    }
    this.#changed();
    void this.#run();
    return taken.length;
  }

  /** Ends one that waits or is under way, or puts away one that failed. */
  cancel(id: number): void {
    if (this.#find(id)?.state === "sending") this.#running?.abort();
    this.#drop(id);
  }

  /** Sends one that failed again, after those that wait. */
  retry(id: number): void {
    const upload = this.#find(id);
    if (upload?.state !== "failed") return;
    this.#all = [...this.#all.filter((each) => each.id !== id), { ...upload, state: "waiting", percent: 0, code: "" }];
    this.#changed();
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    for (;;) {
      const next = this.#all.find((each) => each.state === "waiting");
      if (!next) return;
      this.#running = new AbortController();
      await this.#upload(next.id, this.#running.signal);
      this.#running = undefined;
    }
  }

  async #upload(id: number, signal: AbortSignal): Promise<void> {
    const file = this.#files.get(id)!;
    this.#change(id, { state: "sending" });
    const progress = (done: number, all: number) =>
      this.#change(id, { percent: Math.floor((100 * done) / Math.max(all, 1)) });
    try {
      await this.#send(file, kindOf(file.type), { progress, signal });
      this.#drop(id);
    } catch (error) {
      this.#change(id, { state: "failed", code: codeOf(error) });
    }
  }

  #find(id: number): Upload | undefined {
    return this.#all.find((each) => each.id === id);
  }

  /** One that was cancelled has nothing to be changed. */
  #change(id: number, change: Partial<Upload>): void {
    this.#all = this.#all.map((each) => (each.id === id ? { ...each, ...change } : each));
    this.#changed();
  }

  #drop(id: number): void {
    this.#files.delete(id);
    this.#all = this.#all.filter((each) => each.id !== id);
    this.#changed();
  }
}

/** The file under the type that the service knows it by. */
function typed(file: File): File {
  const type = typeOf(file);
  return type === file.type ? file : new File([file], file.name, { type });
}

function codeOf(error: unknown): string {
  return error instanceof HttpRefused || error instanceof HttpUnavailable ? error.code : "";
}
