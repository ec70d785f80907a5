// Something that a view asks the service for: the answer to the newest question, or why there is none.

import { useEffect, useRef, useState } from "preact/hooks";

export interface Asked<T> {
  /** Undefined: not there yet, or it failed. */
  readonly value: T | undefined;
  /** Why there is none; undefined: nothing is wrong. */
  readonly error: unknown;
  readonly isLoading: boolean;
  /** Asks again; what there is stays until the answer comes. */
  reload(): void;
}

/** Asks at first and whenever one of `keys` is another; then what there was is of something else, and goes. */
export function useAsked<T>(ask: () => Promise<T>, keys: readonly unknown[]): Asked<T> {
  const [state, setState] = useState<Omit<Asked<T>, "reload">>({ value: undefined, error: undefined, isLoading: true });
  const newest = useRef(0);
  const start = (isAnew: boolean) => {
    const question = (newest.current += 1);
    setState((before) => ({ value: isAnew ? undefined : before.value, error: undefined, isLoading: true }));
    const end = (value: T | undefined, error: unknown) => {
      if (question === newest.current) setState((before) => ({ value: value ?? before.value, error, isLoading: false }));
    };
    ask().then((value) => end(value, undefined), (error: unknown) => end(undefined, error));
  };
  useEffect(() => {
    start(true);
    return () => {
      newest.current += 1; // whoever has gone is told nothing
    };
  }, keys);
  return { ...state, reload: () => start(false) };
}
