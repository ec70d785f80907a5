// Which key does what: one table for the keyboard and for its help.

export type KeyAct =
  | "next" | "previous" | "accept" | "longest" | "transfer" | "rate" | "end" | "notes" | "help";

/** Of a `KeyboardEvent`, what is needed; `code` names the key whatever the layout writes with it. */
export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** With Alt. On a Mac, Alt writes other letters: the key's place counts. */
export const WITH_ALT: Readonly<Record<string, KeyAct>> = {
  KeyJ: "next",
  KeyK: "previous",
  KeyA: "accept",
  KeyW: "longest",
  KeyT: "transfer",
  KeyR: "rate",
  KeyE: "end",
  KeyN: "notes",
};

/** As the help writes a key. */
export function faceOf(code: string): string {
  return `Alt+${code.replace("Key", "")}`;
}

/** What a key asks for; `isWriting`: it is pressed where text is written. */
export function actOf(event: Pressed, isWriting: boolean): KeyAct | undefined {
  if (event.ctrlKey || event.metaKey) return undefined;
  if (event.altKey) return event.shiftKey ? undefined : WITH_ALT[event.code];
  return event.key === "?" && !isWriting ? "help" : undefined;
}
