// One message: what it says, what became of it, and what can be done about it.

import { Body } from "./cards/bodies.tsx";
import { isBoxed } from "./cards/boxed.ts";
import { current } from "./model/chat_model.ts";
import type { Item, Mark } from "./model/rows.ts";
import { hour } from "./model/times.ts";
import { isClosed } from "./model/thread.ts";
import { cardContext, type ViewProps } from "./view.ts";
import { errorIn, type Words } from "./words.ts";

export function Bubble({ item, ...props }: ViewProps & { readonly item: Item }) {
  const { live, words } = props;
  const { message, mark } = item;
  const context = cardContext(props, message);
  const looks = item.isRecalled ? "gone" : isBoxed(message) ? "card" : "text";
  return (
    // It can be focused so that a finger shows what a pointer does by resting on it.
    <div class={`item item--${looks} ${mark === "failed" ? "item--failed" : ""}`} tabIndex={-1}>
      <div class="item-line">
        <div class="item-body" dir="auto">{context && <Body message={message} context={context} />}</div>
        <div class="item-aside">
          {mayRecall(item, props) && (
            <button
              type="button"
              class="quiet"
              onClick={() => void live.act((conversation) => conversation.recall(message.number))}
            >
              {words.recall}
            </button>
          )}
          <time dateTime={new Date(message.at).toISOString()}>{hour(message.at, words)}</time>
        </div>
      </div>
      {mark && mark !== "failed" && <MarkView mark={mark} words={words} />}
      {mark === "sending" && item.unsent?.isKept === false && <p class="not-kept">{words.notKept}</p>}
      {mark === "failed" && <Failed item={item} {...props} />}
    </div>
  );
}

const SIGNS: Readonly<Partial<Record<Mark, string>>> = { sending: "", sent: "✓", delivered: "✓✓", read: "✓✓" };

function MarkView({ mark, words }: { readonly mark: Exclude<Mark, "" | "failed">; readonly words: Words }) {
  return (
    <span class={`mark mark--${mark}`}>
      <span aria-hidden="true">{SIGNS[mark]}</span> {words[mark]}
    </span>
  );
}

function Failed({ item, live, words }: ViewProps & { readonly item: Item }) {
  const { unsent } = item;
  if (!unsent) return null;
  return (
    <p class="failed" role="alert">
      <span>{words.failed}: {errorIn(words, unsent.code)}</span>
      <button type="button" onClick={() => void live.retry(unsent)}>{words.retry}</button>
      <button type="button" onClick={() => live.discard(unsent)}>{words.discard}</button>
    </p>
  );
}

function mayRecall({ message, unsent, isRecalled }: Item, { live }: ViewProps): boolean {
  const thread = current(live.model);
  const isOwn = message.role === "visitor" && !unsent && !isRecalled && message.body.kind !== "selection";
  const isHere = thread?.id === message.session && !isClosed(thread);
  return isOwn && isHere && live.now() - message.at < (thread.session?.recall_ms ?? 0);
}
