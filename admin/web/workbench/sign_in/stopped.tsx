// Why the desk is connected no more, and the way back.

import { mayTakeFocus } from "../../../../gateway/web/visitor/focus.ts";
import type { Words } from "../words.ts";
import "./sign_in.css";

export interface StoppedProps {
  readonly words: Words;
  /** Another page of the same agent goes on. */
  readonly isReplaced: boolean;
  readonly onUse: () => void;
}

export function Stopped({ words, isReplaced, onUse }: StoppedProps) {
  const { signIn: say } = words;
  return (
    <main class="sign-in">
      <div class="stopped" role="alertdialog" aria-labelledby="stopped-title">
        <h1 id="stopped-title">{isReplaced ? say.replacedTitle : say.stoppedTitle}</h1>
        <p class="told">{isReplaced ? say.replaced : say.stopped}</p>
        <button type="button" class="primary" onClick={isReplaced ? onUse : () => location.reload()} ref={focus}>
          {isReplaced ? say.useHere : say.reload}
        </button>
      </div>
    </main>
  );
}

function focus(button: HTMLButtonElement | null): void {
  if (mayTakeFocus()) button?.focus();
}
