// Whether the agent is on duty, and what he wants to be after an outage.
//
// What he, a supervisor or a rule sets is what he wants from then on. Where the server has taken him off-line
// because nothing was heard of his page, the page asks for it again.

import type { Board, SetStatus } from "../../../../gateway/web/sdk/index.ts";

export type Status = SetStatus["status"];

export interface Wanted {
  readonly status: Status;
  /** Of `rest`. */
  readonly reason: string;
}

/** Nobody is put on duty by opening the page. */
export const OFF_DUTY: Wanted = { status: "offline", reason: "" };

/** The server's own reason: an offer rang unanswered. */
export const SILENT = "silent";

/** What is wanted after a board; `isFirst`: of this connection. */
export function wantedAfter(before: Wanted, board: Board, isFirst: boolean): Wanted {
  if (isFirst && board.status === "offline") return before;
  switch (board.status) {
    case "busy":
    case "arrange":
      return { status: "free", reason: "" };
    default:
      return { status: board.status, reason: board.reason };
  }
}

/** He is to be put on duty again. */
export function isDue(wanted: Wanted, board: Board, isFirst: boolean): boolean {
  return isFirst && board.status === "offline" && wanted.status !== "offline";
}

/** Sessions that hold his slots. */
export function loadOf({ sessions }: Board): number {
  return sessions.length;
}
