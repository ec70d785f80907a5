// Notes on the customer: who wrote what when, and a new one (M12).

import { useState } from "preact/hooks";

import type { CustomerNote } from "../../../../gateway/web/sdk/index.ts";
import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import type { SessionProps } from "../view.ts";
import { MAX_NOTE_CHARS } from "./model/note_edit.ts";

export interface CustomerNotesProps extends SessionProps {
  /** The newest first. */
  readonly notes: readonly CustomerNote[];
  readonly onAdded: () => void;
}

export function CustomerNotes({ desk, words, session, notes, onAdded }: CustomerNotesProps) {
  const [typed, setTyped] = useState("");
  const { isBusy, problem, run } = useAct(words);
  const add = async () => {
    const note = typed.trim();
    if (!note || !(await run(() => desk.ask({ frame: "CHANGE_CUSTOMER", session, note })))) return;
    setTyped("");
    onAdded();
  };
  return (
    <section class="side-part">
      <h3>{words.side.customerNotes}</h3>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <fieldset disabled={isBusy}>
          <textarea
            rows={2}
            maxLength={MAX_NOTE_CHARS}
            aria-label={words.side.newNote}
            placeholder={words.side.newNote}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <ProblemLine problem={problem} />
          {typed.trim() && <button type="submit" class="primary">{words.side.addNote}</button>}
        </fieldset>
      </form>
      {notes.length === 0 && <p class="side-note">{words.side.noNotes}</p>}
      <ul class="side-list">
        {notes.map(({ text, by, by_name, at }) => (
          <li key={`${at} ${by}`}>
            <div>
              <p>{text}</p>
              <small>{by_name || by} · {hourAndDay(at, desk.now(), words)}</small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
