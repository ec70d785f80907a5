// Draws a view again with everything that is written.

import { useEffect, useReducer } from "preact/hooks";

import type { Writing } from "./writing.ts";

export function useWriting(writing: Writing): void {
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => writing.on(() => draw()), [writing]);
}
