// What every view of the workbench is given.

import type { Desk } from "./desk.ts";
import type { Words } from "./words.ts";

export interface ViewProps {
  readonly desk: Desk;
  readonly words: Words;
}

/** Of a view of one session, or another room: `session` is its place. */
export interface SessionProps extends ViewProps {
  readonly session: string;
}
