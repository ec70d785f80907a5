// What the visitor asked for was not done: said for a while above where he writes.

import { useEffect, useState } from "preact/hooks";

import type { ViewProps } from "./view.ts";
import { errorIn } from "./words.ts";

/** Long enough to be read, in ms. */
const SHOWN_MS = 6_000;

export function Problem({ live, words }: ViewProps) {
  const [code, setCode] = useState<number>();
  useEffect(() => live.on((news) => news.is === "refused" && setCode(news.code)), [live]);
  useEffect(() => {
    if (code === undefined) return;
    const timer = setTimeout(() => setCode(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [code]);
  return code === undefined ? null : <p class="problem">{errorIn(words, code)}</p>;
}
