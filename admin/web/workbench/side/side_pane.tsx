// The right pane: what is known of the visitor, and what helps to answer.

import "./side.css";
import type { SessionProps } from "../view.ts";

export function SidePane({ words }: SessionProps) {
  return <aside class="side" aria-label={words.side.panel} />;
}
