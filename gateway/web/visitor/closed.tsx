// No session could be opened: why, and once more.

import type { ViewProps } from "./view.ts";
import { errorIn } from "./words.ts";

export function Closed({ live, words }: ViewProps) {
  return (
    <div class="ending">
      <p>{errorIn(words, live.refusal ?? 0)}</p>
      <button type="button" class="primary" onClick={() => void live.open()}>{words.retry}</button>
    </div>
  );
}
