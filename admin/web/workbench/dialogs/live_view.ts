// What each list of the groups is given, and how it looks again.

import { useEffect } from "preact/hooks";

import { useAsked, type Asked } from "../side/use_asked.ts";
import type { DialogViewProps } from "./view.ts";

export interface LiveProps extends DialogViewProps {
  readonly groups: readonly string[];
  /** Counts the looks that are due: with each it is asked again. */
  readonly looks: number;
}

/** Asked at first and at each look; what there is stays meanwhile. */
export function useLook<T>(ask: () => Promise<T>, looks: number): Asked<T> {
  const asked = useAsked(ask, []);
  useEffect(() => {
    if (looks > 0) asked.reload();
  }, [looks]);
  return asked;
}
