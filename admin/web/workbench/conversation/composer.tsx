// Where an agent writes: Enter sends, Shift+Enter begins a line; it grows with the text.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { MAX_TEXT_CHARS } from "../../../../gateway/web/sdk/index.ts";
import { EmojiPicker } from "../../../../gateway/web/visitor/emoji_picker.tsx";
import { mayTakeFocus } from "../../../../gateway/web/visitor/focus.ts";
import { Icon } from "../../../../gateway/web/visitor/icons.tsx";
import type { SessionProps } from "../view.ts";
import { Picker, type PickerProps } from "./picker_slot.tsx";
import { useWriting } from "./use_writing.ts";
import { writingOf } from "./writing.ts";

export interface ComposerProps extends SessionProps {
  /** Staff alone read it. */
  readonly isAside: boolean;
}

export function Composer({ isAside, ...view }: ComposerProps) {
  const { desk, words: { conversation: words }, session: place } = view;
  const writing = writingOf(desk);
  useWriting(writing);
  const text = writing.text(place);
  const [isPicking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const keys: PickerProps["keys"] = useRef(undefined);
  useGrowth(field, text);
  useEffect(() => {
    const insert = (given: string) => {
      const box = field.current!;
      box.setRangeText(given, box.selectionStart, box.selectionEnd, "end");
      return box.value;
    };
    return writing.mount({ place, insert, focus: () => field.current?.focus() });
  }, [writing, place]);
  // On a phone the keyboard would cover what is to be read first.
  useEffect(() => {
    if (mayTakeFocus() && matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
  }, [place]);

  const pressed = (event: KeyboardEvent) => {
    // While an input method composes, Enter takes its suggestion; old WebKit says so by 229 alone.
    if (event.isComposing || event.keyCode === 229) return;
    const isSend = event.key === "Enter" && !event.shiftKey && !event.altKey;
    if (!keys.current?.(event)) {
      if (!isSend) return;
      writing.post(place);
    }
    event.preventDefault();
  };
  const pasted = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    writing.uploads(place).add(files);
  };
  const chosen = () => {
    const box = chooser.current!;
    writing.uploads(place).add(box.files ?? []);
    box.value = ""; // the same file may be chosen again
  };
  const label = isAside ? words.writeAside : words.write;
  return (
    <form
      class={`composer ${isAside ? "composer--aside" : ""}`}
      onSubmit={(event) => {
        event.preventDefault();
        writing.post(place);
      }}
    >
      <Picker {...view} text={text} keys={keys} />
      {isPicking && (
        <EmojiPicker
          label={words.emoji}
          onPick={(emoji) => writing.insert(place, emoji)}
          onClose={() => {
            setPicking(false);
            writing.focus();
          }}
        />
      )}
      <textarea
        ref={field}
        rows={2}
        value={text}
        maxLength={MAX_TEXT_CHARS}
        placeholder={`${label} · ${words.hint}`}
        aria-label={label}
        enterkeyhint="send"
        onInput={(event) => writing.write(place, event.currentTarget.value)}
        onKeyDown={pressed}
        onPaste={pasted}
        onBlur={() => desk.conversation(place)?.typing(false)}
      />
      <div class="composer-tools">
        <button
          type="button"
          class="composer-tool"
          aria-label={words.emoji}
          title={words.emoji}
          aria-expanded={isPicking}
          onClick={() => setPicking(!isPicking)}
        >
          <Icon name="emoji" />
        </button>
        <button
          type="button"
          class="composer-tool"
          aria-label={words.attach}
          title={words.attach}
          onClick={() => chooser.current?.click()}
        >
          <Icon name="attach" />
        </button>
        <input ref={chooser} type="file" multiple hidden onChange={chosen} />
        <button type="submit" class="composer-send" disabled={!text.trim()}>{words.send}</button>
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
