// What a page and the chat it frames say to each other.
//
// Both windows hear messages of many scripts: what counts has our mark, comes from the other window
// itself and from its exact origin (`peer.ts`), and has one of these shapes. All else is ignored, so that
// a widget and a page of two versions get along.

/** Of every message of ours; its value is the version. */
const MARK = "triodesk";
const VERSION = 1;
/** A badge says no more; a frame that counts on is not believed. */
export const MAX_UNREAD = 999;
/** Of a message that is shown beside the launcher, in characters: three lines. */
export const MAX_PREVIEW_CHARS = 100;
/** Of a token, in characters; the service gives and takes no longer one. */
export const MAX_TOKEN_CHARS = 8 * 1024;
/** Of a session's id, as on the wire. */
export const MAX_SESSION_CHARS = 64;

/** What the chat says to the page around it. */
export type FromFrame =
  /** It hears now; it is told at once whether it is shown. */
  | { readonly say: "ready" }
  /** So many messages have come that nobody has seen. */
  | { readonly say: "unread"; readonly count: number }
  /** Somebody has just said this; it is cut. */
  | { readonly say: "preview"; readonly text: string }
  /** The session that is open, "" = none is: what comes while the chat is shut is worth a connection. */
  | { readonly say: "active"; readonly session: string }
  /** What makes the same visitor of who comes back; to be kept, and given to the next frame. */
  | { readonly say: "token"; readonly token: string }
  /** The visitor shuts the chat: its button, or Escape. */
  | { readonly say: "close" }
  /** Who is the visitor? Answered by `identity`. */
  | { readonly say: "identify" };

/** What the page says to the chat in its frame. */
export type FromHost =
  /** The visitor sees the chat, or does not. */
  | { readonly say: "shown"; readonly isShown: boolean }
  /** A token of the business server; "" = it gave none. */
  | { readonly say: "identity"; readonly token: string };

/** What all say: which kind of message it is. */
export interface Saying {
  readonly say: string;
}

/** As it travels. */
export function marked<S extends Saying>(message: S): object {
  return { [MARK]: VERSION, ...message };
}

/** What a chat says, if it is one; undefined = not for us. */
export function readFromFrame(data: unknown): FromFrame | undefined {
  const said = ours(data);
  switch (said?.["say"]) {
    case "ready":
    case "close":
    case "identify":
      return { say: said["say"] };
    case "unread": {
      const count = said["count"];
      if (typeof count !== "number" || !Number.isInteger(count) || count < 0) return undefined;
      return { say: "unread", count: Math.min(count, MAX_UNREAD) };
    }
    case "preview": {
      const text = said["text"];
      return typeof text === "string" ? { say: "preview", text: text.slice(0, MAX_PREVIEW_CHARS) } : undefined;
    }
    case "active": {
      const session = said["session"];
      return typeof session === "string" && session.length <= MAX_SESSION_CHARS ? { say: "active", session } : undefined;
    }
    case "token":
      return isToken(said["token"]) ? { say: "token", token: said["token"] } : undefined;
    default:
      return undefined;
  }
}

/** What the page around a chat says; undefined = not for us. */
export function readFromHost(data: unknown): FromHost | undefined {
  const said = ours(data);
  switch (said?.["say"]) {
    case "shown": {
      const isShown = said["isShown"];
      return typeof isShown === "boolean" ? { say: "shown", isShown } : undefined;
    }
    case "identity":
      return isToken(said["token"]) ? { say: "identity", token: said["token"] } : undefined;
    default:
      return undefined;
  }
}

function isToken(token: unknown): token is string {
  return typeof token === "string" && token.length <= MAX_TOKEN_CHARS;
}

/** A message with our mark; undefined = not for us. */
export function ours(data: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const said = data as Readonly<Record<string, unknown>>;
  return said[MARK] === VERSION ? said : undefined;
}
