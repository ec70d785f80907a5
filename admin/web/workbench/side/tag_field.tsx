// Tags that can be added and taken off: Enter or a comma ends one, Backspace in an empty field takes off the last.

import { useId, useState } from "preact/hooks";

import type { Words } from "../words.ts";
import { MAX_TAG_CHARS, withoutTag, withTags } from "./model/tags.ts";

export interface TagFieldProps {
  readonly label: string;
  readonly tags: readonly string[];
  /** As many as there may be. */
  readonly most: number;
  /** To be chosen from by one press; none: whatever is typed. */
  readonly offered?: readonly string[];
  readonly words: Words;
  readonly onChange: (tags: readonly string[]) => void;
}

export function TagField({ label, tags, most, offered = [], words, onChange }: TagFieldProps) {
  const [typed, setTyped] = useState("");
  const id = useId();
  const take = (text: string) => {
    setTyped("");
    if (text.trim()) onChange(withTags(tags, text, most));
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
  const left = offered.filter((each) => !tags.includes(each));
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
          list={left.length > 0 ? `${id}-offered` : undefined}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={pressed}
          onBlur={() => take(typed)}
        />
        <datalist id={`${id}-offered`}>{left.map((each) => <option key={each} value={each} />)}</datalist>
      </div>
    </div>
  );
}
