// What every dialog is given.

import type { Desk } from "../desk.ts";
import { sessionAt } from "../model/desk_model.ts";
import type { ViewProps } from "../view.ts";

export interface DialogViewProps extends ViewProps {
  /** See `OpenDialog`. */
  readonly about: string;
  readonly onClose: () => void;
}

/** The visitor of a session, for people. */
export function nameOf(desk: Desk, place: string): string {
  const session = desk.model.threads.get(sessionAt(place))?.session;
  return session?.nickname || session?.visitor || sessionAt(place);
}
