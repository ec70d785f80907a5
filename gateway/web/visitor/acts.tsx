// What the visitor may ask for beside writing: one press for the wanted, a question before the end.

import { useRef } from "preact/hooks";

import type { Conversation } from "../sdk/index.ts";
import { actsOf, type Act } from "./model/header.ts";
import type { ViewProps } from "./view.ts";

const DOES: Readonly<Record<Act, (conversation: Conversation) => Promise<void>>> = {
  askHuman: (conversation) => conversation.askHuman(),
  rate: (conversation) => conversation.inviteRating(),
  endService: (conversation) => conversation.endService(),
  leaveQueue: (conversation) => conversation.endService(),
  close: (conversation) => conversation.close(),
};
const ENDS: ReadonlySet<Act> = new Set(["endService", "leaveQueue", "close"]);

export function Acts({ live, words }: ViewProps) {
  const question = useRef<HTMLDialogElement>(null);
  const acts = actsOf(live.model);
  const ending = acts.find((each) => ENDS.has(each));
  return (
    <div class="acts">
      {acts.map((act) => (
        <button
          type="button"
          key={act}
          class="chip"
          onClick={() => (ENDS.has(act) ? question.current?.showModal() : void live.act(DOES[act]))}
        >
          {words.acts[act]}
        </button>
      ))}
      <dialog ref={question} class="question" aria-labelledby="end-question">
        <form
          method="dialog"
          onSubmit={({ submitter }) => {
            if (submitter?.getAttribute("value") === "yes" && ending) void live.act(DOES[ending]);
          }}
        >
          <p id="end-question">{ending && words.questions[ending]}</p>
          <div class="question-answers">
            <button type="submit" value="no">{words.endNo}</button>
            <button type="submit" value="yes" class="danger">{words.endYes}</button>
          </div>
        </form>
      </dialog>
    </div>
  );
}
