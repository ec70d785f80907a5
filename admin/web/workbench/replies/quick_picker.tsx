// The list of quick replies over the composer: # or / opens it, typing narrows it.

import { useEffect, useRef, useState } from "preact/hooks";

import type { QuickReply } from "../../../../gateway/web/sdk/index.ts";
import type { PickerProps } from "../conversation/picker_slot.tsx";
import { writingOf } from "../conversation/writing.ts";
import type { Words } from "../words.ts";
import { textIn } from "./fill.ts";
import { found } from "./model/finding.ts";
import type { ReplyShelf } from "./reply_shelf.ts";
import { useShelf } from "./use_shelf.ts";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export interface QuickPickerProps extends PickerProps {
  /** What is typed behind the mark. */
  readonly wanted: string;
  readonly onClose: () => void;
}

export function QuickPicker({ wanted, keys, onClose, ...view }: QuickPickerProps) {
  const { desk, words: { replies: words }, session: place } = view;
  const shelf = useShelf(desk, true);
  const rows = found(shelf.rows, wanted, shelf.recent.ids);
  const [chosen, setChosen] = useState(0);

  const list = useRef<HTMLUListElement>(null);
  const marked = Math.min(chosen, rows.length - 1);
  useEffect(() => setChosen(0), [wanted]);
  useEffect(() => {
    list.current?.children[marked]?.scrollIntoView({ block: "nearest" });
  }, [marked]);
  const write = (reply: QuickReply) => {
    shelf.recent.used(reply.reply);
    writingOf(desk).write(place, textIn(view, reply));
    writingOf(desk).focus();
  };
  const send = (reply: QuickReply) => {
    shelf.recent.used(reply.reply);
    writingOf(desk).write(place, "");
    void writingOf(desk).send(place, { kind: "text", text: textIn(view, reply) });
  };
  keys.current = (event) => {
    if (event.key === "Escape") {
      onClose();
      return true;
    }
    const reply = rows[marked];
    const step = STEPS[event.key];
    if (!reply || event.altKey) return false;
    if (step) setChosen((marked + step + rows.length) % rows.length);
    else if (event.key === "Enter" && !event.shiftKey) (event.ctrlKey || event.metaKey ? send : write)(reply);
    else if (event.key === "Tab" && !event.shiftKey) write(reply);
    else return false;
    return true;
  };
  if (rows.length === 0) {
    return <p class="quick-picker quick-none" role="status">{nothingOf(view.words, shelf)}</p>;
  }
  return (
    <div class="quick-picker">
      <ul ref={list} role="listbox" aria-label={words.picker} tabIndex={0}>
        {rows.map((reply, at) => (
          <li
            key={reply.reply}
            role="option"
            aria-selected={at === marked}
            onPointerMove={() => setChosen(at)}
            // The composer keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => write(reply)}
          >
            <strong>{reply.title}</strong>
            {reply.category && <span class="reply-kind">{reply.category}</span>}
            {!reply.is_shared && <span class="reply-kind">{words.own}</span>}
            <small>{textIn(view, reply)}</small>
          </li>
        ))}
      </ul>
      <p class="quick-hint">{words.pickerHint}</p>
      <p class="unseen" role="status">{rows[marked]?.title}</p>
    </div>
  );
}

/** Why no reply is shown. */
function nothingOf({ replies, side }: Words, shelf: ReplyShelf): string {
  if (!shelf.isLoaded) return shelf.hasFailed ? side.failed : side.loading;
  return shelf.rows.length === 0 ? replies.noneYet : replies.noneFound;
}
