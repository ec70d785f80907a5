// Draws a view again with everything that changes.

import { useEffect, useReducer } from "preact/hooks";

import type { LiveChat } from "./live_chat.ts";

export function useLive(live: LiveChat): void {
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => live.on(() => draw()), [live]);
}
