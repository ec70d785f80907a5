// Draws a view again with everything that changes at the desk.

import { useEffect, useReducer } from "preact/hooks";

import type { Desk } from "./desk.ts";

export function useDesk(desk: Desk): void {
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => desk.on(() => draw()), [desk]);
}
