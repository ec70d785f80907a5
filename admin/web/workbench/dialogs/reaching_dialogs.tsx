// Conversations that an agent begins: with a visitor who is known (S9), or with colleagues (S10).

import { useState } from "preact/hooks";

import { useAsked } from "../side/use_asked.ts";
import { Dialog } from "./dialog.tsx";
import { DialogForm, NoteInput } from "./dialog_form.tsx";
import type { Option } from "./model/options.ts";
import { agentOptions, readPeople } from "./people.ts";
import { Picker } from "./picker.tsx";
import type { DialogViewProps } from "./view.ts";
import { WithPeople } from "./with_people.tsx";

/** As the service takes them, in characters. */
const MAX_ID_CHARS = 64;
const MAX_FIRST_WORDS_CHARS = 8_000;
/** Beside oneself, in one internal conversation. */
const MAX_TALKERS = 15;

/** `about` is the visitor; "": he is to be named. */
export function InitiateDialog({ desk, words, about, onClose }: DialogViewProps) {
  const [visitor, setVisitor] = useState(about);
  const [channel, setChannel] = useState("");
  const [text, setText] = useState("");
  const { initiate } = words.dialogs;
  const begin = async () => {
    const { session } = await desk.ask({
      frame: "INITIATE", visitor: visitor.trim(), channel: channel.trim(), text: text.trim(),
    });
    desk.select(session);
  };
  return (
    <Dialog title={initiate.title} words={words} onClose={onClose}>
      <DialogForm
        words={words}
        submit={initiate.submit}
        isReady={visitor.trim() !== "" && text.trim() !== ""}
        ask={begin}
        onDone={onClose}
        onCancel={onClose}
      >
        <label class="field">
          {initiate.visitor}
          <input
            maxLength={MAX_ID_CHARS}
            value={visitor}
            onInput={(event) => setVisitor(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          {initiate.channel}
          <input
            maxLength={MAX_ID_CHARS}
            placeholder={initiate.channelHint}
            value={channel}
            onInput={(event) => setChannel(event.currentTarget.value)}
          />
        </label>
        <NoteInput label={initiate.text} hint="" most={MAX_FIRST_WORDS_CHARS} value={text} onChange={setText} />
        <p class="side-note">{initiate.away}</p>
      </DialogForm>
    </Dialog>
  );
}

export function TalkDialog({ desk, words, onClose }: DialogViewProps) {
  const [marked, setMarked] = useState<Option>();
  const [chosen, setChosen] = useState<readonly Option[]>([]);
  const asked = useAsked(() => readPeople(desk), []);
  const { talk } = words.dialogs;
  // Who marked one and added nobody means that one.
  const members = chosen.length > 0 ? chosen : marked ? [marked] : [];
  const begin = async () => {
    const { session } = await desk.ask({ frame: "TALK", agents: members.map(({ id }) => id) });
    desk.select(session);
  };
  const isAdded = chosen.some(({ key }) => key === marked?.key);
  return (
    <Dialog title={talk.title} words={words} onClose={onClose}>
      <WithPeople {...{ asked, words }}>
        {(people) => (
          <DialogForm
            words={words}
            submit={talk.submit}
            isReady={members.length > 0}
            ask={begin}
            onDone={onClose}
            onCancel={onClose}
          >
            {chosen.length > 0 && <Chosen {...{ chosen, words }} onChange={setChosen} />}
            <Picker
              label={talk.with}
              options={people && agentOptions(people, desk.model.me, "mention", words)}
              words={words}
              onChoose={setMarked}
            />
            <button
              type="button"
             
              disabled={!marked || isAdded || chosen.length >= MAX_TALKERS}
              onClick={() => marked && setChosen([...chosen, marked])}
            >
              {talk.add(marked?.name ?? "")}
            </button>
            <p class="side-note">{talk.unseen}</p>
          </DialogForm>
        )}
      </WithPeople>
    </Dialog>
  );
}

interface ChosenProps extends Pick<DialogViewProps, "words"> {
  readonly chosen: readonly Option[];
  readonly onChange: (chosen: readonly Option[]) => void;
}

function Chosen({ chosen, words, onChange }: ChosenProps) {
  return (
    <p class="tags" aria-label={words.dialogs.talk.chosen(chosen.length)}>
      {chosen.map((option) => (
        <span key={option.key} class="tag">
          {option.name}
          <button
            type="button"
            aria-label={words.side.dropTag(option.name)}
            onClick={() => onChange(chosen.filter(({ key }) => key !== option.key))}
          >
            ×
          </button>
        </span>
      ))}
    </p>
  );
}
