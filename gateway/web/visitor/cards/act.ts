// Something a card, or a form of staff's, asks of the server: one at a time, with its trouble told where it was asked.

import { useRef, useState } from "preact/hooks";

import { Refused } from "../../sdk/index.ts";
import { errorIn, type ErrorWords } from "../words.ts";

export interface Act {
  readonly isBusy: boolean;
  /** "": all is well. */
  readonly problem: string;
  /** True when the act was done. */
  run(ask: () => Promise<unknown>): Promise<boolean>;
}

export function useAct(words: ErrorWords): Act {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const running = useRef(false); // the state is late by a rendering, a double click is not
  const run = async (ask: () => Promise<unknown>) => {
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
