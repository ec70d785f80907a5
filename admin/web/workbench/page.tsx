// The workbench's beginning: reads its configuration, asks who is signed in, and mounts.

import { render } from "preact";

import { App } from "./app.tsx";
import { readConfiguration } from "./configuration.ts";
import { whoAmI, type Me } from "./staff_api.ts";
import { languageOf, loadWords } from "./words.ts";
import "./workbench.css";

const { gateway } = readConfiguration(document);

async function signedIn(): Promise<Me | undefined> {
  try {
    return await whoAmI();
  } catch {
    return undefined; // whoever is not signed in, or cannot be asked for, signs in
  }
}

const [words, first] = await Promise.all([loadWords(languageOf(...navigator.languages)), signedIn()]);
document.documentElement.lang = words.tag;
document.title = words.title;
const place = document.getElementById("workbench");
if (place) render(<App {...{ gateway, words, first }} />, place);
