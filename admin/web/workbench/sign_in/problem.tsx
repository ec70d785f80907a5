// Why a request to the service's HTTP was refused, and how long to wait before the next.

import { useState } from "preact/hooks";

import { HttpRefused, HttpUnavailable } from "../../../../gateway/web/sdk/index.ts";
import { clockText, useSeconds } from "../clock.ts";
import type { Words } from "../words.ts";

export interface Problem {
  readonly text: string;
  /** By the page's own clock, in ms; 0: one may try at once. */
  readonly until: number;
}

/** What a refusal means to who asked; other errors are the page's own, and thrown on. */
export function problemOf(words: Words, error: unknown): Problem {
  const { signIn: say } = words;
  if (error instanceof HttpRefused) return { text: say.refusals[error.code] ?? words.error, until: 0 };
  if (!(error instanceof HttpUnavailable)) throw error;
  const text = say.refusals[error.code] ?? say.unreachable;
  return { text, until: error.retryMs ? performance.now() + error.retryMs : 0 };
}

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
      setProblem(problemOf(words, error));
    } finally {
      setBusy(false);
    }
  };
  return { problem, isBusy, ask, fail: (text) => setProblem({ text, until: 0 }) };
}
