// A quick reply is written, or changed.

import { useState } from "preact/hooks";

import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import type { ViewProps } from "../view.ts";
import { VARIABLES } from "./model/variables.ts";
import type { ReplyDraft, ReplyShelf } from "./reply_shelf.ts";

/** The server's bounds. */
const MAX_TITLE_CHARS = 60;
const MAX_CATEGORY_CHARS = 40;
const MAX_REPLY_CHARS = 2_000;

export const EMPTY: ReplyDraft = { reply: "", is_shared: false, category: "", title: "", text: "" };

export interface ReplyFormProps extends ViewProps {
  readonly draft: ReplyDraft;
  readonly shelf: ReplyShelf;
  readonly onClose: () => void;
}

export function ReplyForm({ desk, words, draft: before, shelf, onClose }: ReplyFormProps) {
  const [draft, setDraft] = useState(before);
  const act = useAct(words);
  const isReady = draft.title.trim() !== "" && draft.text.trim() !== "";
  const change = (part: Partial<ReplyDraft>) => setDraft({ ...draft, ...part });
  const { reply, is_shared, category, title, text } = draft;
  const save = async () => {
    const put = { reply, is_shared, text, category: category.trim(), title: title.trim() };
    if (isReady && (await act.run(() => shelf.put(put)))) onClose();
  };
  const categories = [...new Set(shelf.rows.map((each) => each.category).filter(Boolean))];
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset disabled={act.isBusy}>
        <label class="field">
          {words.replies.title}
          <input required maxLength={MAX_TITLE_CHARS} value={title} onInput={(event) => change({ title: event.currentTarget.value })} />
        </label>
        <label class="field">
          {words.replies.category}
          <input
            list="reply-categories"
            maxLength={MAX_CATEGORY_CHARS}
            value={category}
            onInput={(event) => change({ category: event.currentTarget.value })}
          />
        </label>
        <datalist id="reply-categories">{categories.map((each) => <option key={each} value={each} />)}</datalist>
        <label class="field">
          {words.replies.text}
          <textarea required rows={5} maxLength={MAX_REPLY_CHARS} value={text} onInput={(event) => change({ text: event.currentTarget.value })} />
        </label>
        <p><small>{words.replies.variables} {VARIABLES.map((each) => `{${each}}`).join(" ")}</small></p>
        {desk.model.isSupervisor && !reply && (
          <label class="check">
            <input type="checkbox" checked={is_shared} onChange={(event) => change({ is_shared: event.currentTarget.checked })} />
            {words.replies.shared}
          </label>
        )}
      </fieldset>
      <ProblemLine problem={act.problem} />
      <div class="form-acts">
        <button type="submit" class="primary" disabled={!isReady || act.isBusy}>{words.replies.save}</button>
        <button type="button" onClick={onClose}>{words.replies.cancel}</button>
      </div>
    </form>
  );
}
