// One's quick replies and the shared ones, by category: to be said, written and changed.

import { useState } from "preact/hooks";

import type { QuickReply } from "../../../../gateway/web/sdk/index.ts";
import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import type { SessionProps } from "../view.ts";
import { textIn } from "./fill.ts";
import { byCategory, found } from "./model/finding.ts";
import type { PartProps } from "./part.ts";
import { EMPTY, ReplyForm } from "./reply_form.tsx";
import type { ReplyDraft } from "./reply_shelf.ts";
import { SayButtons } from "./say_buttons.tsx";
import { SearchField } from "./search_field.tsx";
import { SheetTools } from "./sheet_tools.tsx";
import { useShelf } from "./use_shelf.ts";

const MAX_TYPED_CHARS = 60;

export function QuickPart(props: PartProps) {
  const { desk, words } = props;
  const shelf = useShelf(desk, true);
  const [typed, setTyped] = useState("");
  const [draft, setDraft] = useState<ReplyDraft>();
  if (draft) {
    return <section class="side-part"><ReplyForm {...props} draft={draft} shelf={shelf} onClose={() => setDraft(undefined)} /></section>;
  }
  const rows = found(shelf.rows, typed);
  return (
    <>
      <SearchField label={words.replies.search} hint={words.replies.searchQuick} most={MAX_TYPED_CHARS} onSearch={setTyped} />
      <section class="side-part">
        {!shelf.isLoaded && <p class="side-note" role="status">{shelf.hasFailed ? words.side.failed : words.side.loading}</p>}
        {shelf.isLoaded && rows.length === 0 && <p class="side-note" role="status">{words.replies.noneFound}</p>}
        {byCategory(rows).map(([category, replies]) => (
          <div key={category}>
            <h3>{category || words.replies.noCategory}</h3>
            <ul class="side-list">
              {replies.map((reply) => (
                <QuickRow
                  key={reply.reply} {...props} reply={reply} onSaid={() => shelf.recent.used(reply.reply)}
                  onEdit={() => setDraft(reply)} onDrop={() => shelf.drop(reply)}
                />
              ))}
            </ul>
          </div>
        ))}
        <div class="form-acts">
          <button type="button" class="small" onClick={() => setDraft(EMPTY)}>{words.replies.add}</button>
        </div>
        <SheetTools desk={desk} words={words} shelf={shelf} />
      </section>
    </>
  );
}

interface QuickRowProps extends SessionProps {
  readonly reply: QuickReply;
  readonly onSaid: () => void;
  readonly onEdit: () => void;
  readonly onDrop: () => Promise<void>;
}

function QuickRow({ reply, onSaid, onEdit, onDrop, ...view }: QuickRowProps) {
  const { desk, words } = view;
  const [isSure, setSure] = useState(false);
  const act = useAct(words);
  const isOurs = !reply.is_shared || desk.model.isSupervisor;
  const drop = () => (isSure ? void act.run(onDrop) : setSure(true));
  return (
    <li class="answer-row">
      <div class="answer-head">
        <strong>{reply.title}</strong>
        {!reply.is_shared && <span class="reply-kind">{words.replies.own}</span>}
      </div>
      <p>{reply.text}</p>
      <div class="row-acts" onMouseLeave={() => setSure(false)}>
        <SayButtons {...view} body={{ kind: "text", text: textIn(view, reply) }} name={reply.title} onSaid={onSaid} />
        {isOurs && (
          <>
            <button type="button" class="small" aria-label={`${words.replies.edit}: ${reply.title}`} onClick={onEdit}>
              {words.replies.edit}
            </button>
            <button type="button" class="small" disabled={act.isBusy} aria-label={`${words.replies.remove}: ${reply.title}`} onClick={drop}>
              {isSure ? words.replies.confirmRemove : words.replies.remove}
            </button>
          </>
        )}
      </div>
      <ProblemLine problem={act.problem} />
    </li>
  );
}
