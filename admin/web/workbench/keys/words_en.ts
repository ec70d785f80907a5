// The keyboard in English.

import type { KeyAct } from "./keymap.ts";

export const EN = {
  title: "Keyboard",
  acts: {
    next: "Next session",
    previous: "Previous session",
    accept: "Accept what rings longest",
    longest: "Who waits longest for a word",
    transfer: "Hand over the session",
    rate: "Invite the visitor to rate",
    end: "End the session",
    notes: "Tags, remark, outcome",
    help: "This help",
  } as Readonly<Record<KeyAct, string>>,
  /** What the page does without a table. */
  others: [
    ["Enter", "Send"],
    ["Shift+Enter", "New line"],
    ["# /", "Quick replies, in an empty line"],
    ["Alt+1 2 3", "Write a suggested answer"],
    ["Esc", "Close what is open"],
    ["F6", "Next pane"],
  ] as readonly (readonly [string, string])[],
  isOn: "Use these keys: Alt with a letter, and ?",
  hint: "Press a key's button, then the letter that you would rather have.",
  change: (key: string, act: string) => `${act}: ${key}. Change`,
  pressLetter: (act: string) => `Press the letter for "${act}", or Esc.`,
  noLetter: "A letter from A to Z is expected.",
  taken: (key: string, act: string) => `${key} is taken by "${act}". Press another letter, or Esc.`,
  changed: (key: string, act: string) => `${key} is now "${act}".`,
  reset: "Back to the usual letters",
  close: "Close",
};
