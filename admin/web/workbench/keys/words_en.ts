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
  close: "Close",
};
