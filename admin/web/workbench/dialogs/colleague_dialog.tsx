// Chooses a colleague: to be called into a side room (S11), or to be named (S10).

import { useState } from "preact/hooks";

import { MAX_NOTE_CHARS } from "../side/model/note_edit.ts";
import { useAsked } from "../side/use_asked.ts";
import { Dialog } from "./dialog.tsx";
import { DialogForm, NoteInput } from "./dialog_form.tsx";
import type { Option } from "./model/options.ts";
import type { Purpose } from "./model/targets.ts";
import { agentOptions, readPeople } from "./people.ts";
import { Picker } from "./picker.tsx";
import { nameOf, type DialogViewProps } from "./view.ts";
import { WithPeople } from "./with_people.tsx";

export function ConsultDialog(props: DialogViewProps) {
  const { desk, words, about: session } = props;
  const { title, submit, hint, unseen } = words.dialogs.consult;
  return (
    <ColleagueDialog
      {...props}
      {...{ submit, hint }}
      title={title(nameOf(desk, session))}
      purpose="call"
      says={unseen}
      needsText={false}
      ask={(agent, note) => desk.ask({ frame: "CONSULT", session, agent, note })}
    />
  );
}

export function MentionDialog(props: DialogViewProps) {
  const { desk, words, about: session } = props;
  const { title, submit, hint, reads } = words.dialogs.mention;
  return (
    <ColleagueDialog
      {...props}
      {...{ submit, hint }}
      title={title(nameOf(desk, session))}
      purpose="mention"
      says={reads}
      needsText
      ask={(agent, text) => desk.ask({ frame: "MENTION", session, agent, text })}
    />
  );
}

interface ColleagueDialogProps extends DialogViewProps {
  readonly title: string;
  readonly submit: string;
  readonly hint: string;
  readonly purpose: Purpose;
  /** What the agent should know of it. */
  readonly says: string;
  readonly needsText: boolean;
  readonly ask: (agent: string, text: string) => Promise<unknown>;
}

function ColleagueDialog(props: ColleagueDialogProps) {
  const { desk, words, onClose, title, submit, hint, purpose, says, needsText, ask } = props;
  const [chosen, setChosen] = useState<Option>();
  const [text, setText] = useState("");
  const asked = useAsked(() => readPeople(desk), []);
  return (
    <Dialog title={title} words={words} onClose={onClose}>
      <WithPeople {...{ asked, words }}>
        {(people) => (
          <DialogForm
            words={words}
            submit={submit}
            isReady={chosen !== undefined && (!needsText || text.trim() !== "")}
            ask={async () => chosen && ask(chosen.id, text.trim())}
            onDone={onClose}
            onCancel={onClose}
          >
            <Picker
              label={words.dialogs.live.agent}
              options={people && agentOptions(people, desk.model.me, purpose, words)}
              words={words}
              onChoose={setChosen}
            />
            <NoteInput label={words.dialogs.note} hint={hint} most={MAX_NOTE_CHARS} value={text} onChange={setText} />
            <p class="side-note">{says}</p>
          </DialogForm>
        )}
      </WithPeople>
    </Dialog>
  );
}
