// The quick replies that an agent has, all of them: choosing one costs no round trip.

import type { QuickReply } from "../../../../gateway/web/sdk/index.ts";
import { keeperOf } from "../../../../gateway/web/visitor/model/remembered.ts";
import type { Desk } from "../desk.ts";
import { Recent } from "./model/recent.ts";

/** Somebody may have changed the shared ones: whoever looks later asks again. */
const FRESH_MS = 30_000;

export type ReplyDraft = Pick<QuickReply, "reply" | "is_shared" | "category" | "title" | "text">;

export class ReplyShelf {
  readonly #desk: Desk;
  /** What was used last. */
  readonly recent: Recent;
  readonly #listeners = new Set<() => void>();
  #rows: readonly QuickReply[] = [];
  #loadedAt = -Infinity;
  #hasFailed = false;
  #loading: Promise<void> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.recent = new Recent(keeperOf(() => localStorage), desk.me.member?.id ?? "");
  }

  /** In no order that means something; none before the first answer. */
  get rows(): readonly QuickReply[] {
    return this.#rows;
  }

  /** They were asked for, and came. */
  get isLoaded(): boolean {
    return this.#loadedAt > -Infinity;
  }

  /** They were asked for last in vain. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks for them unless they came just now; rejects as `Desk.ask`. */
  load(): Promise<void> {
    if (performance.now() - this.#loadedAt < FRESH_MS) return Promise.resolve();
    this.#loading ??= this.#read()
      .then(() => this.#tell(false), (error: unknown) => {
        this.#tell(true);
        throw error;
      })
      .finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  /** Adds one, or changes the one with its id; rejects as `Desk.ask`. */
  async put(draft: ReplyDraft): Promise<void> {
    await this.#desk.ask({ frame: "PUT_QUICK_REPLY", ...draft });
    await this.#anew();
  }

  /** Puts them one by one, in place of those of the same title; tells how many are done. Rejects as `put`. */
  async putAll(drafts: readonly ReplyDraft[], done: (count: number) => void): Promise<void> {
    await this.#anew();
    const named = new Map(this.#rows.map((each) => [nameOf(each), each.reply]));
    try {
      for (const [at, draft] of drafts.entries()) {
        const reply = named.get(nameOf(draft)) ?? "";
        const put = await this.#desk.ask({ frame: "PUT_QUICK_REPLY", ...draft, reply });
        named.set(nameOf(draft), put.reply);
        done(at + 1);
      }
    } finally {
      await this.#anew();
    }
  }

  async drop({ reply, is_shared }: QuickReply): Promise<void> {
    await this.#desk.ask({ frame: "DROP_QUICK_REPLY", reply, is_shared });
    await this.#anew();
  }

  #anew(): Promise<void> {
    this.#loadedAt = -Infinity;
    return this.load();
  }

  async #read(): Promise<void> {
    const rows: QuickReply[] = [];
    let after = "";
    do {
      const page = await this.#desk.ask({ frame: "GET_QUICK_REPLIES", after });
      rows.push(...page.rows);
      after = page.next;
    } while (after);
    this.#rows = rows;
    this.#loadedAt = performance.now();
  }

  #tell(hasFailed: boolean): void {
    this.#hasFailed = hasFailed;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** What is unlike all others of its owner's. */
function nameOf({ is_shared, title }: Pick<QuickReply, "is_shared" | "title">): string {
  return `${is_shared} ${title.trim().toLowerCase()}`;
}

const SHELVES = new WeakMap<Desk, ReplyShelf>();

/** The one of a desk. */
export function shelfOf(desk: Desk): ReplyShelf {
  let shelf = SHELVES.get(desk);
  if (!shelf) SHELVES.set(desk, (shelf = new ReplyShelf(desk)));
  return shelf;
}
