// By when: one press for the usual, or a moment of one's own.

import { useId } from "preact/hooks";

import type { Words } from "../words.ts";
import { DUE_CHOICES, localMinute, MAX_DUE_MS, momentOf } from "./model/due.ts";
import { spanText } from "./model/spans.ts";

export interface DueFieldProps {
  /** Ms since the epoch; 0: at no certain time. */
  readonly due: number;
  /** The server's clock, the same. */
  readonly now: number;
  readonly words: Words;
  readonly onChange: (due: number) => void;
}

export function DueField({ due, now, words, onChange }: DueFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{words.side.due}</label>
      <input
        id={id}
        type="datetime-local"
        value={localMinute(due)}
        min={localMinute(now)}
        max={localMinute(now + MAX_DUE_MS)}
        onInput={(event) => onChange(momentOf(event.currentTarget.value))}
      />
      <div class="chips">
        {DUE_CHOICES.map((each) => (
          <button key={each} type="button" onClick={() => onChange(now + each)}>
            +{spanText(each, words.side)}
          </button>
        ))}
        {due > 0 && <button type="button" onClick={() => onChange(0)}>{words.side.noDue}</button>}
      </div>
    </div>
  );
}
