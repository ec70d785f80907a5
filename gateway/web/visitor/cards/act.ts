// Something a card asks of the server: one at a time, with its trouble told at the card.

import { useRef, useState } from "preact/hooks";

import { problemOf } from "./problem.ts";
import type { CardWords } from "./words.ts";

export interface Act {
  readonly isBusy: boolean;
  /** "": all is well. */
  readonly problem: string;
  /** True when the act was done. */
  run(ask: () => Promise<void>): Promise<boolean>;
}

export function useAct(words: CardWords): Act {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const running = useRef(false); // the state is late by a rendering, a double click is not
  const run = async (ask: () => Promise<void>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem("");
    try {
      await ask();
      return true;
    } catch (error) {
      setProblem(problemOf(error, words));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { isBusy, problem, run };
}
