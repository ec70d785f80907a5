// What a client is told, as typed values.
//
// `message` comes once per message of a session, own ones included, with numbers that rise by one: it
// is the transcript. `confirmed` and `refused` tell what became of an entry of the outbox.

import type {
  Board, Dashboard, Message, NewsPublished, Notice, Position, Room, ServerFrame, Session, Welcome,
} from "../wire.ts";
import type { StoredSend } from "./outbox.ts";
import type { SenderRole, SentBody } from "./terms.ts";

/** What a request is answered by; a refused one always by RES. */
export type Answer = Extract<ServerFrame, { readonly request: number }>;

export type ClientEvent =
  /** The server welcomed us. With `typingPreview` agents see what is typed: tell the visitor. */
  | { readonly is: "connected"; readonly role: Welcome["role"]; readonly principal: string; readonly serverMs: number; readonly typingPreview: boolean }
  /** The connection is gone; it will be tried again after `retryMs`. */
  | { readonly is: "disconnected"; readonly code: number; readonly retryMs: number }
  /** The client stays away; `refusal` says why there was no ticket: `unknown_channel`, …; "" = not asked. */
  | { readonly is: "stopped"; readonly code: number; readonly refusal: string }
  /** The server will close soon; the client comes back by itself. */
  | { readonly is: "goingAway"; readonly retryMs: number }
  | { readonly is: "message"; readonly message: Message }
  /** A sent message is on the server's disk as `number`, at `at` (ms since the epoch). */
  | { readonly is: "confirmed"; readonly session: string; readonly cid: string; readonly number: number; readonly at: number }
  /** A sent message will not be taken and has left the outbox; with `CLOSED` offer to send it anew. */
  | { readonly is: "refused"; readonly session: string; readonly cid: string; readonly body: SentBody; readonly code: number }
  /** A message that another page left in the store, or has there still, is sent from here, too. */
  | { readonly is: "adopted"; readonly send: StoredSend }
  /** A message is in this page alone, and lost with it before `confirmed`: nothing is there that keeps it. */
  | { readonly is: "notKept"; readonly session: string; readonly cid: string }
  | TypingChanged
  | ReceiptChanged
  | { readonly is: "session"; readonly session: Session }
  | { readonly is: "room"; readonly room: Room }
  | { readonly is: "board"; readonly board: Board }
  | { readonly is: "position"; readonly position: Position }
  | { readonly is: "notice"; readonly notice: Notice }
  | { readonly is: "newsPublished"; readonly published: NewsPublished }
  /** How the desk stands now, to who watches; only the latest counts. */
  | { readonly is: "dashboard"; readonly dashboard: Dashboard }
  | { readonly is: "answered"; readonly request: number; readonly answer: Answer }
  /** No answer before the deadline: the outcome is unknown. */
  | { readonly is: "expired"; readonly request: number }
  /** The server refused a frame that has no request number, or sent none of the schema. */
  | { readonly is: "error"; readonly code: number; readonly text: string };

/** Somebody began to type, or no longer does. */
export interface TypingChanged {
  readonly is: "typing";
  readonly session: string;
  readonly role: SenderRole;
  readonly sender: string;
  readonly name: string;
  readonly isTyping: boolean;
  readonly preview: string;
}

/** Another participant has received, and read, all messages up to these numbers. */
export interface ReceiptChanged {
  readonly is: "receipt";
  readonly session: string;
  readonly role: SenderRole;
  readonly sender: string;
  readonly delivered: number;
  readonly read: number;
}
