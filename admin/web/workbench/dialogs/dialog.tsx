// A window over the bench: Escape and its button close it, and the focus goes back to where it was.

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import type { Words } from "../words.ts";
import "./dialogs.css";

export interface DialogProps {
  readonly title: string;
  readonly words: Words;
  /** A list wants more room than a form. */
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, words, isWide = false, onClose, children }: DialogProps) {
  const place = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before the next key comes: it is for the dialog.
  useLayoutEffect(() => {
    const dialog = place.current;
    dialog?.showModal();
    // Else the button that closes it would have the focus.
    dialog?.querySelector<HTMLElement>(".dialog-body :is(input, select, textarea, button):enabled")?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={place}
      class={isWide ? "dialog dialog--wide" : "dialog"}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault(); // it goes with what opened it
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === place.current) onClose(); // beside the window; who marks a text may end there
      }}
    >
      <div class="dialog-window">
        <div class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" class="small" aria-label={words.dialogs.close} onClick={onClose}>×</button>
        </div>
        <div class="dialog-body">{children}</div>
      </div>
    </dialog>
  );
}
