// Under a session that is over: why, and how to begin another.

import { useEffect, useRef } from "preact/hooks";

import { current } from "./model/chat_model.ts";
import type { ViewProps } from "./view.ts";

export function Ending({ live, words }: ViewProps) {
  const reason = current(live.model)?.session?.reason ?? "";
  const button = useRef<HTMLButtonElement>(null);
  // Of whoever ended it himself the button is gone that he pressed; who was still writing is not to press this one.
  useEffect(() => {
    if (reason === "client" && document.hasFocus()) button.current?.focus();
  }, [reason]);
  return (
    <div class="ending">
      <p>{words.ended[reason] ?? words.endedSomehow}</p>
      <button ref={button} type="button" class="primary" onClick={() => void live.open()}>{words.startAnew}</button>
    </div>
  );
}
