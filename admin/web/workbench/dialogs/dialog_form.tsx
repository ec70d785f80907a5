// The form of a dialog: what is asked for is done once, its trouble is told, and the dialog closes when it is done.

import type { ComponentChildren } from "preact";

import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import type { Words } from "../words.ts";

export interface DialogFormProps {
  readonly words: Words;
  readonly submit: string;
  /** What is filled in can be sent. */
  readonly isReady: boolean;
  /** It cannot be taken back. */
  readonly isGrave?: boolean;
  /** Rejects as `Desk.ask`. */
  readonly ask: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  readonly children: ComponentChildren;
}

export function DialogForm({ words, submit, isReady, isGrave = false, ask, onDone, onCancel, children }: DialogFormProps) {
  const { isBusy, problem, run } = useAct(words);
  const send = async () => {
    if (isReady && (await run(ask))) onDone();
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset disabled={isBusy}>{children}</fieldset>
      <ProblemLine problem={problem} />
      <div class="form-acts">
        <button type="submit" class={isGrave ? "grave" : "primary"} disabled={!isReady || isBusy}>
          {submit}
        </button>
        <button type="button" onClick={onCancel}>{words.dialogs.cancel}</button>
      </div>
    </form>
  );
}

export interface NoteInputProps {
  readonly label: string;
  readonly hint: string;
  readonly most: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Enter makes a new line in it; Ctrl+Enter sends the form. */
export function NoteInput({ label, hint, most, value, onChange }: NoteInputProps) {
  return (
    <label class="field">
      {label}
      <textarea
        rows={2}
        maxLength={most}
        placeholder={hint}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
    </label>
  );
}
