// Nobody can serve: a message, and how to be reached (V7).

import { useId, useState } from "preact/hooks";

import { MAX_TEXT_CHARS, type Conversation } from "../../sdk/index.ts";
import type { AllWords } from "../words.ts";
import { useAct } from "./act.ts";
import { ProblemLine } from "./problem_line.tsx";

/** As the service takes it: the longest address of mail. */
const MAX_CONTACT_CHARS = 254;

interface Props {
  readonly conversation: Conversation;
  readonly words: AllWords;
}

/** For sessions in `message_left`. */
export function LeaveMessage({ conversation, words }: Props) {
  const [isLeft, setLeft] = useState(false);
  const [contact, setContact] = useState("");
  if (!isLeft) return <Letter conversation={conversation} words={words} contact={contact} onContact={setContact} onLeft={() => setLeft(true)} />;
  return (
    <div class="card card-letter" role="status">
      <p class="card-title">{words.cards.letterThanks}</p>
      <button type="button" class="card-button" onClick={() => setLeft(false)}>{words.cards.letterMore}</button>
    </div>
  );
}

interface LetterProps extends Props {
  readonly contact: string;
  readonly onContact: (contact: string) => void;
  readonly onLeft: () => void;
}

function Letter({ conversation, words, contact, onContact, onLeft }: LetterProps) {
  const [text, setText] = useState("");
  const { isBusy, problem, run } = useAct(words);
  const id = useId();
  const submit = async () => {
    const body = text.trim();
    if (body && (await run(() => conversation.leaveMessage(body, contact.trim())))) onLeft();
  };
  return (
    <form
      class="card card-letter"
      aria-label={words.cards.letterTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p class="card-title">{words.cards.letterTitle}</p>
      <div class="card-field">
        <label class="card-label" for={`${id}-text`}>{words.cards.letterText}</label>
        <textarea
          id={`${id}-text`}
          class="card-input"
          rows={3}
          required
          maxLength={MAX_TEXT_CHARS}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div class="card-field">
        <label class="card-label" for={`${id}-contact`}>{words.cards.letterContact} <small>{words.cards.optional}</small></label>
        <input
          id={`${id}-contact`}
          class="card-input"
          type="text"
          maxLength={MAX_CONTACT_CHARS}
          autocomplete="email"
          value={contact}
          onInput={(event) => onContact(event.currentTarget.value)}
        />
      </div>
      <button type="submit" class="card-button card-button--main" disabled={isBusy || !text.trim()}>{words.cards.letterSend}</button>
      <ProblemLine problem={problem} />
    </form>
  );
}
