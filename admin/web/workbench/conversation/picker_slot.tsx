// What is offered above the composer while an agent writes.

import type { SessionProps } from "../view.ts";

export interface PickerProps extends SessionProps {
  /** What is written. */
  readonly text: string;
  /** Given by the picker while it is open: true tells that a key was for it, and not for the composer. */
  readonly keys: { current: ((event: KeyboardEvent) => boolean) | undefined };
}

export function Picker(_: PickerProps) {
  return null;
}
