// What the visitors' cards say, in the agent's language; undefined until it is there.

import { useEffect, useState } from "preact/hooks";

import { languageOf, loadWords, withCards, type AllWords } from "../../../../gateway/web/visitor/words.ts";

export function useCardWords(tag: string): AllWords | undefined {
  const [words, setWords] = useState<AllWords>();
  useEffect(() => {
    // Without a network nothing is drawn: the page itself is not connected then.
    loadWords(languageOf(tag)).then(withCards).then(setWords, () => undefined);
  }, [tag]);
  return words;
}
