// Tags that can be added and taken off: Enter or a comma ends one, Backspace in an empty field takes off the last.
//
// Where the field is left what stands in it is a tag, too.

import { useId, useState } from "preact/hooks";

import type { Words } from "../words.ts";
import { MAX_TAG_CHARS, withoutTag, withTags } from "./model/tags.ts";

export interface TagFieldProps {
  readonly label: string;
  readonly tags: readonly string[];
  /** As many as there may be. */
  readonly most: number;
  /** No others are taken, and each is a press away; none: whatever is typed. */
  readonly allowed?: readonly string[];
  readonly words: Words;
  readonly onChange: (tags: readonly string[]) => void;
}

export function TagField({ label, tags, most, allowed = [], words, onChange }: TagFieldProps) {
  const [typed, setTyped] = useState("");
  const id = useId();
  const take = (text: string) => {
    setTyped("");
    if (text.trim()) onChange(withTags(tags, text, most, allowed));
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const isEnd = event.key === "Enter" || event.key === "," || event.key === "，";
    if (isEnd && typed.trim()) {
      event.preventDefault();
      take(typed);
    } else if (event.key === "Backspace" && !typed && tags.length > 0) {
      onChange(tags.slice(0, -1));
    }
  };
  const left = tags.length < most ? allowed.filter((each) => !tags.includes(each)) : [];
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="tags">
        {tags.map((tag) => (
          <span key={tag} class="tag">
            {tag}
            <button type="button" aria-label={words.side.dropTag(tag)} onClick={() => onChange(withoutTag(tags, tag))}>×</button>
          </span>
        ))}
        <input
          id={id}
          value={typed}
          maxLength={MAX_TAG_CHARS}
          placeholder={tags.length < most ? words.side.addTag : ""}
          disabled={tags.length >= most}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={pressed}
          onBlur={() => take(typed)}
        />
      </div>
      {left.length > 0 && (
        <div class="chips">
          {left.map((each) => (
            <button key={each} type="button" onClick={() => onChange([...tags, each])}>{each}</button>
          ))}
        </div>
      )}
    </div>
  );
}
