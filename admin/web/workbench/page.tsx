// The workbench's beginning: reads its configuration, asks who is signed in, and mounts.

import { render } from "preact";

import { keeperOf } from "../../../gateway/web/visitor/model/remembered.ts";
import { App } from "./app.tsx";
import { readConfiguration } from "./configuration.ts";
import { pageAround } from "./embedded/page_around.ts";
import { readPreferences } from "./model/preferences.ts";
import { whoAmI, type Me } from "./staff_api.ts";
import { languageOf, loadWords } from "./words.ts";
import "./workbench.css";
// Of pages that are loaded later: what is imported there alone is nowhere.
import "./records/records.css";
import "./figures/figures.css";
import "./profile/profile.css";

const { gateway, is_embedded } = readConfiguration(document);
const around = is_embedded ? pageAround(window) : undefined;
const keeper = keeperOf(() => localStorage);
const preferences = readPreferences(keeper);

async function signedIn(): Promise<Me | undefined> {
  if (is_embedded) return around?.entered();
  try {
    return await whoAmI();
  } catch {
    return undefined; // whoever is not signed in, or cannot be asked for, signs in
  }
}

const language = preferences.language || languageOf(...navigator.languages);
const [words, me] = await Promise.all([loadWords(language), signedIn()]);
document.title = words.title;
const place = document.getElementById("workbench");
if (place) render(<App {...{ gateway, keeper, preferences, words, me, isEmbedded: is_embedded, around }} />, place);
