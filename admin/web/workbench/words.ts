// What the workbench says, in the agent's language: one table per language, loaded when it is wanted.
//
// Each part has its own in `PART/words_en.ts` and `PART/words_zh.ts`, with equal keys.

import type { Language } from "../../../gateway/web/visitor/words.ts";
import type { EN } from "./words_en.ts";

export { LANGUAGES, languageOf, type Language } from "../../../gateway/web/visitor/words.ts";

/** What both languages have. */
export type Words = typeof EN;

/** Rejects when it cannot be loaded: the service has a newer page, or the network is gone. */
export async function loadWords(language: Language): Promise<Words> {
  return language === "en" ? (await import("./words_en.ts")).EN : (await import("./words_zh.ts")).ZH;
}

/** What an `ErrorCode` means to an agent. */
export function errorIn(words: Words, code: number): string {
  return words.errors[code] ?? words.error;
}
