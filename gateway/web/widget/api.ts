// What a page's own scripts find as `window.triodesk`, and hear on `window`.

export interface Triodesk {
  /** Shows the chat. */
  open(): void;
  close(): void;
  toggle(): void;
  readonly isOpen: boolean;
  /** Messages that nobody has seen. */
  readonly unread: number;
  /**
   * Says who the visitor is, from now on: `source` gives an identity token of the business server and is
   * asked before each connection. Undefined = anonymous (again). A chat that is there begins anew.
   */
  identify(source: IdentitySource | undefined): void;
}

export type IdentitySource = () => Promise<string>;

/** The events of the widget, on `window`. */
export interface TriodeskEvents {
  /** `window.triodesk` is there. */
  "triodesk:ready": CustomEvent<undefined>;
  "triodesk:open": CustomEvent<undefined>;
  "triodesk:close": CustomEvent<undefined>;
  /** How many messages nobody has seen. */
  "triodesk:unread": CustomEvent<number>;
}

declare global {
  interface Window {
    triodesk?: Triodesk;
  }
  interface WindowEventMap extends TriodeskEvents {}
}
