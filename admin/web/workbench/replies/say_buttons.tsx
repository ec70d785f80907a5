// Two ways to say something: into the composer, to be changed, or at once.

import type { SentBody } from "../../../../gateway/web/sdk/index.ts";
import { writingOf } from "../conversation/writing.ts";
import type { SessionProps } from "../view.ts";

export interface SayButtonsProps extends SessionProps {
  readonly body: SentBody & { readonly text: string };
  /** How an agent goes on to write it, where that is not how it is sent. */
  readonly written?: string;
  readonly onSaid?: () => void;
  /** What it is, for who does not see the row. */
  readonly name: string;
}

export function SayButtons({ desk, words: { replies: words }, session, body, written = body.text, onSaid, name }: SayButtonsProps) {
  const writing = writingOf(desk);
  const write = () => {
    writing.insert(session, written);
    onSaid?.();
  };
  const send = () => {
    void writing.send(session, body);
    onSaid?.();
  };
  return (
    <>
      <button type="button" class="small" aria-label={`${words.write}: ${name}`} onClick={write}>
        {words.write}
      </button>
      <button type="button" class="small" aria-label={`${words.send}: ${name}`} onClick={send}>
        {words.send}
      </button>
    </>
  );
}
