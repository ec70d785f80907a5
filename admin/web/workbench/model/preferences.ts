// How an agent likes his workbench: kept by the browser, read back with doubt.

import type { Keeper } from "../../../../gateway/web/visitor/model/remembered.ts";
import type { Language } from "../../../../gateway/web/visitor/words.ts";
import { readKeymap, type Keymap } from "../keys/keymap.ts";

/** What an agent is reminded of: `transfer` is news of one, `mention` also a colleague's call. */
export type ReminderKind = "offer" | "message" | "unanswered" | "transfer" | "mention";
/** `popUp`: a note in the page; `desktop`: one of the system, while the page is not looked at. */
export type ReminderWay = "sound" | "popUp" | "desktop";

export const REMINDER_KINDS: readonly ReminderKind[] = ["offer", "message", "unanswered", "transfer", "mention"];
export const REMINDER_WAYS: readonly ReminderWay[] = ["sound", "popUp", "desktop"];

export type Reminders = Readonly<Record<ReminderKind, Readonly<Record<ReminderWay, boolean>>>>;

export interface Preferences {
  /** "": the browser's. */
  readonly language: Language | "";
  /** "": as the device has it. */
  readonly theme: "" | "light" | "dark";
  readonly reminders: Reminders;
  /** Width of the left pane, in px. */
  readonly left: number;
  /** Of the right one. */
  readonly right: number;
  readonly keys: Keymap;
}

/** Widths of a pane in px: its usual, least and largest. */
export const LEFT = { usual: 300, least: 220, largest: 480 } as const;
export const RIGHT = { usual: 340, least: 260, largest: 560 } as const;

const KEY = "triodesk workbench";
/** The page of a message one looks at is not called by the system, too. */
const USUAL: Reminders = {
  offer: { sound: true, popUp: true, desktop: true },
  message: { sound: true, popUp: false, desktop: true },
  unanswered: { sound: true, popUp: true, desktop: false },
  transfer: { sound: false, popUp: true, desktop: false },
  mention: { sound: true, popUp: true, desktop: true },
};

/** What is kept; whatever is not there, or is none, is as usual. */
export function readPreferences(keeper: Keeper): Preferences {
  const kept = parsed(keeper.getItem(KEY));
  const { language, theme } = kept;
  return {
    language: language === "zh-CN" || language === "en" ? language : "",
    theme: theme === "light" || theme === "dark" ? theme : "",
    reminders: remindersOf(kept["reminders"]),
    left: fitted(kept["left"], LEFT),
    right: fitted(kept["right"], RIGHT),
    keys: readKeymap(asRecord(kept["keys"])),
  };
}

export function keepPreferences(keeper: Keeper, preferences: Preferences): void {
  try {
    keeper.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // It is full, or keeps nothing: the page goes on with what it has.
  }
}

/** The width that a pane may have, of one that is wanted. */
export function fitted(wanted: unknown, { usual, least, largest }: typeof LEFT | typeof RIGHT): number {
  if (typeof wanted !== "number" || !Number.isFinite(wanted)) return usual;
  return Math.round(Math.min(Math.max(wanted, least), largest));
}

/** The reminders with one turned on or off. */
export function withReminder(reminders: Reminders, kind: ReminderKind, way: ReminderWay, isOn: boolean): Reminders {
  return { ...reminders, [kind]: { ...reminders[kind], [way]: isOn } };
}

function remindersOf(kept: unknown): Reminders {
  const given = asRecord(kept);
  const rows = REMINDER_KINDS.map((kind) => {
    const row = asRecord(given[kind]);
    const ways = REMINDER_WAYS.map((way) => [way, typeof row[way] === "boolean" ? row[way] : USUAL[kind][way]]);
    return [kind, Object.fromEntries(ways)];
  });
  return Object.fromEntries(rows) as Reminders;
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
