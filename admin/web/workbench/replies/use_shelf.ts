// Draws a view again with every change of the quick replies, which are asked for when it comes.

import { useEffect, useReducer } from "preact/hooks";

import type { Desk } from "../desk.ts";
import { shelfOf, type ReplyShelf } from "./reply_shelf.ts";

/** While it is not wanted nothing is asked; what cannot be had now is asked for when it is wanted again. */
export function useShelf(desk: Desk, isWanted: boolean): ReplyShelf {
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  const shelf = shelfOf(desk);
  useEffect(() => shelf.on(() => draw()), [shelf]);
  useEffect(() => {
    if (isWanted) shelf.load().catch(() => undefined);
  }, [shelf, isWanted, desk.agent]);
  return shelf;
}
