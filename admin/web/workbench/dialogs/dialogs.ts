// Which dialog is open, and about what: keys and buttons open one, one host shows it.

/** `followUps`, `left` and `live` are lists; the others do something with one session, or begin one. */
export type DialogKind =
  | "transfer" | "consult" | "mention" | "copy" | "notes" | "end"
  | "initiate" | "talk" | "followUps" | "left" | "live";

export interface OpenDialog {
  readonly kind: DialogKind;
  /** The session, or the place, that it is about; of `initiate` the visitor; "": none. */
  readonly about: string;
}

export class Dialogs {
  readonly #listeners = new Set<() => void>();
  #current: OpenDialog | undefined;

  /** Undefined: none is open. */
  get current(): OpenDialog | undefined {
    return this.#current;
  }

  /** Opens one; another that is open goes. */
  open(kind: DialogKind, about = ""): void {
    this.#show({ kind, about });
  }

  close(): void {
    this.#show(undefined);
  }

  /** Tells each change; returns how to hear no more. */
  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #show(dialog: OpenDialog | undefined): void {
    this.#current = dialog;
    for (const listener of [...this.#listeners]) listener();
  }
}
