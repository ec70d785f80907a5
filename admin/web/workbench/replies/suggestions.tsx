// Answers that may fit what the visitor asked, over the composer as his message comes.

import { useState } from "preact/hooks";

import type { FoundEntry } from "../../../../gateway/web/sdk/index.ts";
import type { PickerProps } from "../conversation/picker_slot.tsx";
import { writingOf } from "../conversation/writing.ts";
import { useAsked } from "../side/use_asked.ts";
import { suggested, wordsOf } from "./model/answer.ts";

export interface SuggestionsProps extends PickerProps {
  /** What the visitor asked. */
  readonly question: string;
}

export function Suggestions({ desk, words: { replies: words }, session: place, keys, question }: SuggestionsProps) {
  const asked = useAsked(() => desk.ask({ frame: "SEARCH_KNOWLEDGE", text: question, limit: 5 }), [question, desk.agent]);
  const [hidden, setHidden] = useState("");
  const rows = hidden === question ? [] : suggested(asked.value?.rows ?? []);
  const write = (row: FoundEntry) => writingOf(desk).insert(place, wordsOf(row));
  keys.current = (event) => {
    // With Alt a Mac writes other signs: the place of the key counts.
    const row = event.altKey ? rows[Number(event.code.replace("Digit", "")) - 1] : undefined;
    if (row) write(row);
    return Boolean(row);
  };
  if (rows.length === 0) return null;
  return (
    <div class="suggestions" role="group" aria-label={words.suggestions}>
      {rows.map((row, at) => (
        <button key={row.entry} type="button" class="suggestion" title={`${row.answer}\n\n${words.suggestionHint(at + 1)}`} onClick={() => write(row)}>
          <span class="suggestion-key" aria-hidden="true">{at + 1}</span> {row.question} <small>{wordsOf(row)}</small>
        </button>
      ))}
      <button type="button" class="suggestion-hide" aria-label={words.hideSuggestions} onClick={() => setHidden(question)}>×</button>
    </div>
  );
}
