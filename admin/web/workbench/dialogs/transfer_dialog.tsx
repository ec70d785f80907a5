// Hands a session over: to a group, or to one agent, with a note (Q10).

import { useState } from "preact/hooks";

import { MAX_NOTE_CHARS } from "../side/model/note_edit.ts";
import { useAsked } from "../side/use_asked.ts";
import { Dialog } from "./dialog.tsx";
import { DialogForm, NoteInput } from "./dialog_form.tsx";
import type { Option } from "./model/options.ts";
import { allOptions, readPeople, type People } from "./people.ts";
import { Picker } from "./picker.tsx";
import { nameOf, type DialogViewProps } from "./view.ts";
import { WithPeople } from "./with_people.tsx";

export function TransferDialog(props: DialogViewProps) {
  const { desk, words, about: session, onClose } = props;
  const asked = useAsked(() => readPeople(desk), []);
  const transfer = desk.model.threads.get(session)?.session?.transfer;
  return (
    <Dialog title={words.dialogs.transfer.title(nameOf(desk, session))} words={words} onClose={onClose}>
      {transfer ? (
        <Running {...props} target={transfer.agent_name || transfer.agent || transfer.group_name || transfer.group} />
      ) : (
        <WithPeople {...{ asked, words }}>{(people) => <Choosing {...props} people={people} />}</WithPeople>
      )}
    </Dialog>
  );
}

function Choosing({ desk, words, about: session, onClose, people }: DialogViewProps & { readonly people: People | undefined }) {
  const [chosen, setChosen] = useState<Option>();
  const [note, setNote] = useState("");
  const options = people && allOptions(people, desk.model.me, words);
  const hand = () =>
    desk.ask({ frame: "TRANSFER", session, ...(chosen && { [chosen.kind]: chosen.id }), note: note.trim() });
  return (
    <DialogForm
      words={words}
      submit={words.dialogs.transfer.submit}
      isReady={chosen !== undefined}
      ask={hand}
      onDone={onClose}
      onCancel={onClose}
    >
      <Picker label={words.dialogs.transfer.toWhom} options={options} words={words} onChoose={setChosen} />
      <NoteInput label={words.dialogs.note} hint={words.dialogs.noteHint} most={MAX_NOTE_CHARS} value={note} onChange={setNote} />
      <p class="side-note">{words.dialogs.transfer.stays}</p>
    </DialogForm>
  );
}

function Running({ desk, words, about: session, onClose, target }: DialogViewProps & { readonly target: string }) {
  return (
    <DialogForm
      words={words}
      submit={words.dialogs.transfer.keep}
      isReady
      ask={() => desk.ask({ frame: "CANCEL_TRANSFER", session })}
      onDone={onClose}
      onCancel={onClose}
    >
      <p>{words.dialogs.transfer.running(target)}</p>
    </DialogForm>
  );
}
