// What each part of the tab is given.

import type { SessionProps } from "../view.ts";

export interface PartProps extends SessionProps {
  /** News were marked as read. */
  readonly onRead: () => void;
}
