// Notes on a session, by themselves or before its end (S8): what is noted is told before the end is asked for.

import type { SessionProps } from "../view.ts";
import { NoteFields, useNotes } from "../side/note_form.tsx";
import { Dialog } from "./dialog.tsx";
import { DialogForm } from "./dialog_form.tsx";
import { nameOf, type DialogViewProps } from "./view.ts";

export function NotesDialog({ desk, words, about: session, onClose }: DialogViewProps) {
  const props: SessionProps = { desk, words, session };
  const notes = useNotes(props);
  return (
    <Dialog title={words.dialogs.notes.title(nameOf(desk, session))} words={words} onClose={onClose}>
      <DialogForm
        words={words}
        submit={words.dialogs.notes.submit}
        isReady={notes.isChanged}
        ask={notes.tell}
        onDone={onClose}
        onCancel={onClose}
      >
        <NoteFields {...props} notes={notes} />
      </DialogForm>
    </Dialog>
  );
}

export function EndDialog({ desk, words, about: session, onClose }: DialogViewProps) {
  const props: SessionProps = { desk, words, session };
  const notes = useNotes(props);
  const isMissing = needsTags(props) && notes.draft.tags.length === 0;
  const end = async () => {
    await notes.tell();
    await desk.ask({ frame: "CLOSE", session });
  };
  return (
    <Dialog title={words.dialogs.end.title(nameOf(desk, session))} words={words} onClose={onClose}>
      <DialogForm
        words={words}
        submit={words.dialogs.end.submit}
        isReady={!isMissing}
        isGrave
        ask={end}
        onDone={onClose}
        onCancel={onClose}
      >
        <NoteFields {...props} notes={notes} />
      </DialogForm>
    </Dialog>
  );
}

/** The group's rule wants a tag before the end. */
function needsTags({ desk, session }: SessionProps): boolean {
  return desk.model.threads.get(session)?.session?.notes?.needs_tags ?? false;
}
