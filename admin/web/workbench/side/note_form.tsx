// What an agent notes on a session: tags, outcome, remark, what is to be followed up (S8).

import { useEffect, useReducer } from "preact/hooks";

import { useAct, type Act } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import type { SessionProps } from "../view.ts";
import { DueField } from "./due_field.tsx";
import { MAX_NOTE_CHARS, noteChanges, noteDraftOf, type NoteDraft, type Outcome } from "./model/note_edit.ts";
import { MAX_TAGS } from "./model/tags.ts";
import { draftsOf } from "./note_drafts.ts";
import { TagField } from "./tag_field.tsx";
import { useGroupTags } from "./use_group_tags.ts";

export interface NoteEditing extends Act {
  readonly draft: NoteDraft;
  readonly isChanged: boolean;
  change(part: Partial<NoteDraft>): void;
  /** Tells what has changed; rejects as `Desk.ask`. */
  tell(): Promise<void>;
  /** The same, with its trouble told here. True: all of it is noted. */
  save(): Promise<boolean>;
}

/** A draft follows what is noted until somebody begins to change it. */
export function useNotes({ desk, words, session }: SessionProps): NoteEditing {
  const drafts = draftsOf(desk);
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => drafts.on(() => draw()), [drafts]);
  const act = useAct(words);
  const notes = desk.model.threads.get(session)?.session?.notes ?? null;
  const draft = drafts.of(session) ?? noteDraftOf(notes);
  const changes = noteChanges(notes, draft);
  const tell = async () => {
    for (const change of changes) await desk.ask({ frame: "ANNOTATE", session, ...change });
    drafts.drop(session);
  };
  const change = (part: Partial<NoteDraft>) => drafts.keep(session, { ...draft, ...part });
  return { ...act, draft, isChanged: changes.length > 0, change, tell, save: () => act.run(tell) };
}

/** The fields, for a form of one's own. */
export function NoteFields({ desk, words, session, notes }: SessionProps & { readonly notes: NoteEditing }) {
  const { draft, change } = notes;
  const view = desk.model.threads.get(session)?.session;
  const allowed = useGroupTags(view?.group ?? "");
  return (
    <>
      <TagField
        label={words.side.tags}
        tags={draft.tags}
        most={MAX_TAGS}
        allowed={allowed}
        words={words}
        onChange={(tags) => change({ tags })}
      />
      {view?.notes?.needs_tags && draft.tags.length === 0 && <p class="side-warning">{words.side.needsTags}</p>}
      <Outcomes outcome={draft.outcome} words={words} onChange={(outcome) => change({ outcome })} />
      <TextField
        label={words.side.remark}
        hint={words.side.remarkHint}
        value={draft.remark}
        onChange={(remark) => change({ remark })}
      />
      <TextField
        label={words.side.followUp}
        hint={words.side.followUpHint}
        value={draft.followUp}
        onChange={(followUp) => change({ followUp })}
      />
      {draft.followUp.trim() && (
        <DueField due={draft.due} now={desk.now()} words={words} onChange={(due) => change({ due })} />
      )}
      <ProblemLine problem={notes.problem} />
    </>
  );
}

/** The form of the panel. */
export function NoteForm(props: SessionProps) {
  const { words } = props;
  const notes = useNotes(props);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void notes.save();
      }}
    >
      <fieldset disabled={notes.isBusy}>
        <NoteFields {...props} notes={notes} />
        <button type="submit" class="primary" disabled={!notes.isChanged}>{words.side.save}</button>
      </fieldset>
    </form>
  );
}

const OUTCOMES: readonly Outcome[] = ["", "solved", "unsolved"];

interface OutcomesProps extends Pick<SessionProps, "words"> {
  readonly outcome: Outcome;
  readonly onChange: (outcome: Outcome) => void;
}

function Outcomes({ outcome, words, onChange }: OutcomesProps) {
  return (
    <fieldset class="choice">
      <legend>{words.side.outcome}</legend>
      {OUTCOMES.map((each) => (
        <label key={each}>
          <input type="radio" checked={each === outcome} onChange={() => onChange(each)} /> {words.side.outcomes[each]}
        </label>
      ))}
    </fieldset>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function TextField({ label, hint, value, onChange }: TextFieldProps) {
  return (
    <label class="field">
      {label}
      <textarea
        rows={2}
        maxLength={MAX_NOTE_CHARS}
        placeholder={hint}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
