// Two ways to say something: into the composer, to be changed, or at once.

import type { SentBody } from "../../../../gateway/web/sdk/index.ts";
import { writingOf } from "../conversation/writing.ts";
import type { SessionProps } from "../view.ts";

export interface SayButtonsProps extends SessionProps {
  readonly body: SentBody & { readonly text: string };
  /** How an agent goes on to write it, where that is not how it is sent. */
  readonly written?: string;
  /** What it is, for who does not see the row. */
  readonly name: string;
}

export function SayButtons({ desk, words: { replies: words }, session, body, written = body.text, name }: SayButtonsProps) {
  const writing = writingOf(desk);
  return (
    <>
      <button type="button" class="small" aria-label={`${words.write}: ${name}`} onClick={() => writing.insert(session, written)}>
        {words.write}
      </button>
      <button type="button" class="small" aria-label={`${words.send}: ${name}`} onClick={() => void writing.send(session, body)}>
        {words.send}
      </button>
    </>
  );
}
