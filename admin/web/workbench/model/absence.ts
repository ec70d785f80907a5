// PURE: how long the service still takes an agent for there whom it cannot hear.

import type { Board } from "../../../../gateway/web/sdk/index.ts";
import type { Connection } from "../../../../gateway/web/visitor/model/connection.ts";

const SECOND_MS = 1_000;

/**
 * Whole seconds until the service takes him for gone, by when the page lost it; 0: it has.
 *
 * Undefined: he is heard, was off duty anyhow, or is never taken for gone (`graceSeconds` 0).
 */
export function secondsToAbsence(
  { is, since, hasBeen }: Connection, graceSeconds: number, status: Board["status"] | undefined, now: number,
): number | undefined {
  const isLost = is === "trouble" && hasBeen;
  if (!isLost || graceSeconds === 0 || status === undefined || status === "offline") return undefined;
  return Math.max(0, Math.ceil((since - now) / SECOND_MS + graceSeconds));
}
