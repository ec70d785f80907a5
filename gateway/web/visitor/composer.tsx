// Where the visitor writes: Enter sends, Shift+Enter begins a line; it grows with the text.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { MAX_TEXT_CHARS } from "../sdk/index.ts";
import { mayTakeFocus } from "./focus.ts";
import { Icon } from "./icons.tsx";
import { later } from "./later.tsx";
import type { Remembered } from "./model/remembered.ts";
import type { ViewProps } from "./view.ts";

const EmojiPicker = later(async () => (await import("./emoji_picker.tsx")).EmojiPicker);

export interface ComposerProps extends ViewProps {
  readonly remembered: Remembered;
}

export function Composer({ live, words, remembered }: ComposerProps) {
  const [text, setText] = useState(() => remembered.draft);
  const [isPicking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  useGrowth(field, text);
  // On a phone the keyboard would cover what is to be read first.
  useEffect(() => {
    if (mayTakeFocus() && matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
  }, []);

  const write = (next: string) => {
    setText(next);
    remembered.draft = next;
    live.conversation?.typing(next !== "", next);
  };
  const send = () => {
    const body = text.trim();
    if (!body || !live.conversation) return;
    write("");
    void live.send({ kind: "text", text: body });
  };
  const insert = (emoji: string) => {
    const box = field.current!;
    box.setRangeText(emoji, box.selectionStart, box.selectionEnd, "end");
    write(box.value);
    box.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    // While an input method composes, Enter takes its suggestion; old WebKit says so by 229 alone.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const pasted = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    void live.sendFiles(files);
  };
  const chosen = () => {
    const box = chooser.current!;
    void live.sendFiles([...(box.files ?? [])]);
    box.value = ""; // the same file may be chosen again
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {live.model.isPreviewed && <p class="composer-note">{words.previewed}</p>}
      {isPicking && (
        <EmojiPicker label={words.emoji} onPick={insert} onClose={() => setPicking(false)} />
      )}
      <div class="composer-box">
        <textarea
          ref={field}
          rows={1}
          value={text}
          maxLength={MAX_TEXT_CHARS}
          placeholder={words.write}
          aria-label={words.write}
          enterkeyhint="send"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={pressed}
          onPaste={pasted}
          onBlur={() => live.conversation?.typing(false)}
        />
        <div class="composer-tools">
          <button
            type="button"
            class="tool"
            aria-label={words.emoji}
            aria-expanded={isPicking}
            onClick={() => setPicking(!isPicking)}
          >
            <Icon name="emoji" />
          </button>
          <button type="button" class="tool" aria-label={words.attach} onClick={() => chooser.current?.click()}>
            <Icon name="attach" />
          </button>
          <input ref={chooser} type="file" multiple hidden onChange={chosen} />
          <button type="submit" class="send" aria-label={words.send} disabled={!text.trim() || !live.conversation}>
            <Icon name="send" />
          </button>
        </div>
      </div>
    </form>
  );
}

/** Browsers without `field-sizing` are told the height. */
function useGrowth(field: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const box = field.current!;
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }, [text]);
}
