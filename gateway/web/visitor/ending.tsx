// Under a session that is over: why, and how to begin another.

import { current } from "./model/chat_model.ts";
import type { ViewProps } from "./view.ts";

export function Ending({ live, words }: ViewProps) {
  const reason = current(live.model)?.session?.reason ?? "";
  return (
    <div class="ending">
      <p>{words.ended[reason] ?? words.endedSomehow}</p>
      <button type="button" class="primary" onClick={() => void live.open()}>{words.startAnew}</button>
    </div>
  );
}
