// What a form of signing in says of a refusal, and how it asks.

import { useState } from "preact/hooks";

import { clockText, useSeconds } from "../clock.ts";
import type { Words } from "../words.ts";
import { problemOf, type Problem } from "./refusal.ts";

export function ProblemLine({ words, problem }: { readonly words: Words; readonly problem: Problem | undefined }) {
  return (
    <p class="problem" role="alert">
      {problem?.text} {problem && problem.until > 0 && <Wait words={words} until={problem.until} />}
    </p>
  );
}

function Wait({ words, until }: { readonly words: Words; readonly until: number }) {
  useSeconds();
  const left = until - performance.now();
  return left > 0 ? <span aria-live="off">{words.signIn.wait(clockText(left + 999))}</span> : null;
}

/** What a form sends, its refusal, and whether it is being asked. */
export function useAsking(words: Words): {
  readonly problem: Problem | undefined;
  readonly isBusy: boolean;
  readonly ask: (work: () => Promise<void>) => Promise<void>;
  readonly fail: (text: string) => void;
} {
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const ask = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(words, error, performance.now()));
    } finally {
      setBusy(false);
    }
  };
  return { problem, isBusy, ask, fail: (text) => setProblem({ text, until: 0 }) };
}
