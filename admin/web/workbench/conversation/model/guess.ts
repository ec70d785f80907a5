// How high a row may be before it was drawn, in px. What is wrong here is put right when it is seen.

import { isBoxed } from "../../../../../gateway/web/visitor/cards/boxed.ts";
import type { Row } from "./rows.ts";

const DIVIDER_PX = 32;
const LINE_PX = 20;
const WHO_PX = 20;
const PADDING_PX = 16;
const CARD_PX = 180;
/** Letters of a usual pane's line; wide ones are fewer, which a guess may overlook. */
const LINE_CHARS = 44;

export function guessed(row: Row): number {
  if (row.is === "day" || row.is === "new") return DIVIDER_PX;
  const { message } = row;
  const who = row.is === "said" && row.isFirst ? WHO_PX : 0;
  if (isBoxed(message)) return CARD_PX + who;
  const text = "text" in message.body ? message.body.text : "";
  return Math.max(1, Math.ceil(text.length / LINE_CHARS)) * LINE_PX + PADDING_PX + who;
}
