// Where unconfirmed messages survive the page: IndexedDB, or nothing.
//
// All tabs of a visitor share it. A message that two of them send is one message: its client id is the
// same. A tab that is closed leaves its messages to whoever opens the next one, or comes back first.

import { MAX_PENDING, type StoredSend } from "./core/outbox.ts";

/** Unconfirmed messages of one visitor. */
export interface OutboxStore {
  /** Those that were added and not settled, oldest first, as many as an outbox holds. */
  load(): Promise<readonly StoredSend[]>;
  /** Remembers a message; rejects when it cannot. */
  add(send: StoredSend): Promise<void>;
  /** Forgets a message: confirmed, or refused for good. */
  settle(session: string, cid: string): Promise<void>;
}

export const NO_STORE: OutboxStore = {
  load: async () => [],
  add: () => Promise.reject(new Error("expected a store, there is none")),
  settle: async () => {},
};

/** Without an answer for so long, in ms, there is no store: browsers were seen never to open theirs. */
const OPEN_MS = 3_000;

const SENDS = "sends";

interface Row extends StoredSend {
  readonly visitor: string;
  readonly at?: number;
}

/**
 * Opens the outbox of a visitor; `NO_STORE` where the browser has no room for one (private windows).
 *
 * `factory`: the browser's `indexedDB`.
 */
export async function openOutbox(visitor: string, factory: IDBFactory = indexedDB): Promise<OutboxStore> {
  let database: IDBDatabase;
  try {
    const opening = factory.open("triodesk", 1);
    opening.onupgradeneeded = () => {
      const sends = opening.result.createObjectStore(SENDS, { keyPath: "at", autoIncrement: true });
      sends.createIndex("visitor", "visitor");
      sends.createIndex("message", ["session", "cid"]);
    };
    database = await inTime(done(opening));
  } catch {
    return NO_STORE;
  }
  // Another tab has a newer version: it must not wait for this one.
  database.onversionchange = () => database.close();
  return new Database(database, visitor);
}

class Database implements OutboxStore {
  readonly #database: IDBDatabase;
  readonly #visitor: string;

  constructor(database: IDBDatabase, visitor: string) {
    this.#database = database;
    this.#visitor = visitor;
  }

  async load(): Promise<readonly StoredSend[]> {
    const sends = this.#database.transaction(SENDS, "readonly").objectStore(SENDS);
    const rows = (await done(sends.index("visitor").getAll(this.#visitor, MAX_PENDING))) as Row[];
    return rows.map(({ session, room, cid, body }) => ({ session, room, cid, body }));
  }

  async add(send: StoredSend): Promise<void> {
    const row: Row = { ...send, visitor: this.#visitor };
    await this.#change((sends) => {
      sends.add(row);
      sends.transaction.commit(); // at once: a page that is left now takes no more turns
    });
  }

  async settle(session: string, cid: string): Promise<void> {
    await this.#change((sends) => {
      const found = sends.index("message").openKeyCursor(IDBKeyRange.only([session, cid]));
      found.onsuccess = () => {
        if (!found.result) return;
        sends.delete(found.result.primaryKey);
        found.result.continue();
      };
    });
  }

  #change(act: (sends: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(SENDS, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      act(transaction.objectStore(SENDS));
    });
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer of the store")), OPEN_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
