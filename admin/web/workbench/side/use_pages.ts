// A list that comes page by page: the first at once, the others when they are asked for.

import { useEffect, useState } from "preact/hooks";

import { useAsked, type Asked } from "./use_asked.ts";

export interface Page<T> {
  readonly rows: readonly T[];
  /** Where the next page begins; 0: this was the last. */
  readonly next: number;
}

export interface Pages<T> extends Asked<Page<T>> {
  /** Undefined: there is no more, or it is being asked for. */
  readonly more: (() => void) | undefined;
}

export function usePages<T>(ask: (from: number) => Promise<Page<T>>, key: string): Pages<T> {
  const [before, setBefore] = useState<readonly T[]>([]);
  const [from, setFrom] = useState(0);
  const asked = useAsked(() => ask(from), [key, from]);
  const { value, isLoading } = asked;
  const begin = () => {
    setBefore([]);
    setFrom(0);
  };
  useEffect(begin, [key]);
  const reload = () => {
    if (from) begin();
    else asked.reload();
  };
  const shown = value ? { rows: [...before, ...value.rows], next: value.next } : from ? { rows: before, next: 0 } : undefined;
  const more = () => {
    setBefore(shown?.rows ?? []);
    setFrom(value?.next ?? 0);
  };
  return { ...asked, reload, value: shown, more: value?.next && !isLoading ? more : undefined };
}
