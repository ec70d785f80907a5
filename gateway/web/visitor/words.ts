// What the page says, in the visitor's language: one table per language, loaded when it is wanted.

import type { CardWords } from "./cards/words_en.ts";
import type { EN } from "./words_en.ts";

/** What both languages have; what cards say comes behind the rest of the page. */
export type Words = typeof EN & { readonly cards?: CardWords };

/** With what cards say. */
export type AllWords = Words & { readonly cards: CardWords };

export type Language = "zh-CN" | "en";

/** As those who speak them call them. */
export const LANGUAGES: Readonly<Record<Language, string>> = { "zh-CN": "中文", en: "English" };

/** Rejects when it cannot be loaded: the service has a newer page, or the network is gone. */
export async function loadWords(language: Language): Promise<Words> {
  return language === "en" ? (await import("./words_en.ts")).EN : (await import("./words_zh.ts")).ZH;
}

/** The same with what cards say. Rejects as `loadWords`. */
export async function withCards(words: Words): Promise<AllWords> {
  const cards = words.tag === "en"
    ? (await import("./cards/words_en.ts")).CARDS_EN
    : (await import("./cards/words_zh.ts")).CARDS_ZH;
  return { ...words, cards };
}

export function isWhole(words: Words): words is AllWords {
  return words.cards !== undefined;
}

/** The language that a BCP 47 tag asks for; the first of several that is one of ours, else English. */
export function languageOf(...tags: readonly string[]): Language {
  for (const tag of tags) {
    if (/^zh\b/i.test(tag)) return "zh-CN";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

/** What a table has for refusals; staff's has it, too. */
export type ErrorWords = Pick<Words, "errors" | "error">;

/** What an `ErrorCode` means to the reader. */
export function errorIn(words: ErrorWords, code: number): string {
  return words.errors[code] ?? words.error;
}
