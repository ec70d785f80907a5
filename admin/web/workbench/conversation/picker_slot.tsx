// What is offered above the composer while an agent writes: quick replies, and answers that may fit.

import { useEffect, useState } from "preact/hooks";

import { questionOf } from "../replies/model/question.ts";
import { wanted } from "../replies/model/trigger.ts";
import { QuickPicker } from "../replies/quick_picker.tsx";
import { Suggestions } from "../replies/suggestions.tsx";
import "../replies/replies.css";
import type { SessionProps } from "../view.ts";

export interface PickerProps extends SessionProps {
  /** What is written. */
  readonly text: string;
  /** Given by the picker while it is open: true tells that a key was for it, and not for the composer. */
  readonly keys: { current: ((event: KeyboardEvent) => boolean) | undefined };
}

export function Picker(props: PickerProps) {
  const { desk, session: place, text, keys } = props;
  const typed = wanted(text);
  const isWanted = typed !== undefined;
  const [isClosed, setClosed] = useState(false);
  useEffect(() => {
    if (!isWanted) setClosed(false);
  }, [isWanted]);
  keys.current = undefined; // who is drawn below takes them
  if (isWanted) return isClosed ? null : <QuickPicker {...props} wanted={typed} onClose={() => setClosed(true)} />;
  // A side room has no visitor.
  const thread = desk.model.threads.get(place);
  const question = thread?.session ? questionOf(thread) : "";
  return question && !text ? <Suggestions {...props} question={question} /> : null;
}
