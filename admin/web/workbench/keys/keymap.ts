// Which key does what: one table for the keyboard and for its help, which each agent may change.

export type KeyAct =
  | "next" | "previous" | "accept" | "longest" | "transfer" | "rate" | "end" | "notes" | "help";
export type AltAct = Exclude<KeyAct, "help">;

/** Of a `KeyboardEvent`, what is needed; `code` names the key whatever the layout writes with it. */
export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

export interface Keymap {
  /** Not: neither Alt with a letter nor `?` does anything, for those whose other programs press keys (WCAG 2.1.4). */
  readonly isOn: boolean;
  /** With Alt, by `code`, each another. On a Mac, Alt writes other letters: the key's place counts. */
  readonly codes: Readonly<Record<AltAct, string>>;
}

export const USUAL_KEYS: Keymap = {
  isOn: true,
  codes: {
    next: "KeyJ",
    previous: "KeyK",
    accept: "KeyA",
    longest: "KeyW",
    transfer: "KeyT",
    rate: "KeyR",
    end: "KeyE",
    notes: "KeyN",
  },
};
/** In the order of the help. */
export const ALT_ACTS = Object.keys(USUAL_KEYS.codes) as readonly AltAct[];
const LETTER = /^Key[A-Z]$/;

/** As the help writes a key. */
export function faceOf(code: string): string {
  return `Alt+${code.replace("Key", "")}`;
}

/** What a button that does the same says of its key (`aria-keyshortcuts`); undefined: it has none. */
export function shortcutOf({ isOn, codes }: Keymap, act: AltAct): string | undefined {
  return isOn ? faceOf(codes[act]) : undefined;
}

/** What a key asks for; `isWriting`: it is pressed where text is written. */
export function actOf(event: Pressed, isWriting: boolean, { isOn, codes }: Keymap): KeyAct | undefined {
  if (!isOn || event.ctrlKey || event.metaKey) return undefined;
  if (event.altKey) return event.shiftKey ? undefined : ALT_ACTS.find((act) => codes[act] === event.code);
  return event.key === "?" && !isWriting ? "help" : undefined;
}

/** The keymap with another key for an act, or why not: `code` is no letter, or that act has it. */
export function rebound(keymap: Keymap, act: AltAct, code: string): Keymap | "no letter" | AltAct {
  if (!LETTER.test(code)) return "no letter";
  const holder = ALT_ACTS.find((each) => each !== act && keymap.codes[each] === code);
  return holder ?? { ...keymap, codes: { ...keymap.codes, [act]: code } };
}

/** What the browser kept; letters that are none, or of two acts, are as usual. */
export function readKeymap({ isOn, codes }: Readonly<Record<string, unknown>>): Keymap {
  const given = (codes ?? {}) as Readonly<Record<string, unknown>>;
  const kept = ALT_ACTS.map((act) => given[act]);
  const isWhole = kept.every((code) => typeof code === "string" && LETTER.test(code)) && new Set(kept).size === kept.length;
  return {
    isOn: isOn !== false,
    codes: isWhole ? Object.fromEntries(ALT_ACTS.map((act, at) => [act, kept[at]])) as Keymap["codes"] : USUAL_KEYS.codes,
  };
}
