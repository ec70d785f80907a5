// Something a card asks of the server: one at a time, with its trouble told at the card.

import { useRef, useState } from "preact/hooks";

import { Refused } from "../../sdk/index.ts";
import { errorIn, type Words } from "../words.ts";

export interface Act {
  readonly isBusy: boolean;
  /** "": all is well. */
  readonly problem: string;
  /** True when the act was done. */
  run(ask: () => Promise<void>): Promise<boolean>;
}

export function useAct(words: Words): Act {
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
      setProblem(error instanceof Refused ? errorIn(words, error.code) : words.error);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { isBusy, problem, run };
}
