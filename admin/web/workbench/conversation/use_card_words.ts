// What the visitors' cards say, in the agent's language; undefined until it is there.

import { useEffect, useState } from "preact/hooks";

import { languageOf, loadWords, type Words } from "../../../../gateway/web/visitor/words.ts";

export function useCardWords(tag: string): Words | undefined {
  const [words, setWords] = useState<Words>();
  useEffect(() => {
    // Without a network nothing is drawn: the page itself is not connected then.
    loadWords(languageOf(tag)).then(setWords, () => undefined);
  }, [tag]);
  return words;
}
