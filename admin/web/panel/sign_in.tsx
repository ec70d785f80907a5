// The forms to sign in, before a page of administration: the workbench's, and then back.

import { render } from "preact";
import { useState } from "preact/hooks";

import { keeperOf } from "../../../gateway/web/visitor/model/remembered.ts";
import { readPreferences } from "../workbench/model/preferences.ts";
import { SignIn } from "../workbench/sign_in/sign_in.tsx";
import { whoAmI, type Me } from "../workbench/staff_api.ts";
import { languageOf, loadWords, type Words } from "../workbench/words.ts";
import "../workbench/workbench.css";

function Door({ words, me: first, next }: { words: Words; me: Me | undefined; next: string }) {
  const [me, setMe] = useState(first);
  if (me?.stage === "full") {
    location.replace(next);
    return null;
  }
  return <SignIn words={words} me={me} left="" onMe={setMe} />;
}

const next = JSON.parse(document.getElementById("next")?.textContent ?? '"/admin"') as string;
const { language } = readPreferences(keeperOf(() => localStorage));
const lang = document.documentElement.lang;
const [words, me] = await Promise.all([
  loadWords(languageOf(lang || language)),
  whoAmI().catch(() => undefined), // who cannot be asked for signs in
]);
const place = document.getElementById("workbench");
if (place) render(<Door {...{ words, me, next }} />, place);
