// What the visitor chose for the page: its language, its looks, and if it makes a sound.

import type { Remembered } from "./model/remembered.ts";
import { languageOf, type Language } from "./words.ts";

export type Theme = "" | "light" | "dark";

export interface Settings {
  readonly language: Language;
  /** "": as the device has it. */
  readonly theme: Theme;
  readonly isLoud: boolean;
}

/** What a link asks for; "": nothing. */
export interface Wanted {
  readonly language: string;
  readonly theme: string;
}

/** What was chosen goes before what the link says, and that before what the browser has. */
export function settingsOf(remembered: Remembered, wanted: Wanted, browser: readonly string[]): Settings {
  const theme = remembered.chosen("theme") || wanted.theme;
  return {
    language: languageOf(remembered.chosen("language"), wanted.language, ...browser),
    theme: theme === "light" || theme === "dark" ? theme : "",
    isLoud: remembered.chosen("sound") === "on",
  };
}

/** Keeps what was chosen. */
export function keepSettings(remembered: Remembered, { language, theme, isLoud }: Settings): void {
  remembered.choose("language", language);
  remembered.choose("theme", theme || "auto");
  remembered.choose("sound", isLoud ? "on" : "");
}
