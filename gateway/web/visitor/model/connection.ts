// Whether the server can be heard, and when the visitor is to be told that it cannot. Times are ms.

import type { ClientEvent } from "../../sdk/index.ts";

/** Shorter trouble is not worth a word: phones change networks all the time. */
export const PATIENCE_MS = 2_000;
/** For so long it is said that all is well again. */
export const RELIEF_MS = 2_500;

export interface Connection {
  readonly is: "online" | "trouble" | "stopped";
  /** Since when, by a monotonic clock. */
  readonly since: number;
  /** Online: how long it was not before; 0: it always was. */
  readonly trouble: number;
  /** It was online once. */
  readonly hasBeen: boolean;
  /** Stopped: the close code, and why there was no ticket ("": that was not it). */
  readonly code: number;
  readonly refusal: string;
}

export type Banner = "" | "connecting" | "reconnecting" | "restored" | "stopped";

/** A page that connects for the first time. */
export function newConnection(now: number): Connection {
  return { is: "trouble", since: now, trouble: 0, hasBeen: false, code: 0, refusal: "" };
}

/** The connection after an event. */
export function connectionAfter(before: Connection, event: ClientEvent, now: number): Connection {
  switch (event.is) {
    case "connected": {
      const trouble = before.is === "trouble" ? now - before.since : 0;
      return { ...before, is: "online", since: now, trouble, hasBeen: true };
    }
    case "disconnected":
      return before.is === "online" ? { ...before, is: "trouble", since: now, trouble: 0 } : before;
    case "stopped":
      return { ...before, is: "stopped", since: now, trouble: 0, code: event.code, refusal: event.refusal };
    default:
      return before;
  }
}

/** What the banner says now. */
export function bannerOf({ is, since, trouble, hasBeen }: Connection, now: number): Banner {
  if (is === "stopped") return "stopped";
  if (is === "trouble" && now - since < PATIENCE_MS) return "";
  if (is === "trouble") return hasBeen ? "reconnecting" : "connecting";
  return trouble >= PATIENCE_MS && now - since < RELIEF_MS ? "restored" : "";
}

/** When the banner will say something else by itself; `Infinity`: never. */
export function bannerChangesAt({ is, since, trouble }: Connection, now: number): number {
  const span = is === "trouble" ? PATIENCE_MS : RELIEF_MS;
  const isOpen = is === "trouble" || (is === "online" && trouble >= PATIENCE_MS);
  return isOpen && now < since + span ? since + span : Infinity;
}
