// One message: who says what, what became of it, and what can be done about it.

import { isBoxed } from "../../../../gateway/web/visitor/cards/boxed.ts";
import { hour } from "../../../../gateway/web/visitor/model/times.ts";
import type { Message } from "../../../../gateway/web/sdk/index.ts";
import type { ViewProps } from "../view.ts";
import { errorIn, type Words } from "../words.ts";
import type { Mark, SaidRow } from "./row_view.tsx";
import { Said } from "./said.tsx";
import type { StreamProps } from "./stream.tsx";

export interface BubbleProps extends StreamProps {
  readonly row: SaidRow;
  readonly mark: Mark;
  readonly isRecalled: boolean;
  readonly mayRecall: boolean;
  /** It stands on the side of those who serve. */
  readonly isOurs: boolean;
}

export function Bubble(props: BubbleProps) {
  const { row: { message, isFirst, isOwn }, words, mark, isRecalled, isOurs } = props;
  const sides = `${isOurs ? "bubble--ours" : "bubble--theirs"} ${isOwn ? "bubble--own" : ""}`;
  const looks = isRecalled ? "bubble--gone" : isBoxed(message) ? "bubble--card" : "bubble--text";
  return (
    // It can be focused so that a finger shows what a pointer does by resting on it.
    <div class={`bubble ${sides} ${looks} ${isFirst ? "bubble--first" : ""}`} tabIndex={-1}>
      {isFirst && <p class="bubble-who">{isOwn ? words.conversation.you : speakerOf(message, words)}</p>}
      <div class="bubble-line">
        <div class="bubble-body" dir="auto">
          {isRecalled ? <p class="card-note">{recalledBy(props)}</p> : <Said {...props} message={message} />}
        </div>
        <Aside {...props} />
      </div>
      {mark === "failed" && <Failed {...props} />}
    </div>
  );
}

/** By name as far as it is known. */
export function speakerOf({ name, role, sender }: Message, { conversation }: Words): string {
  if (name) return name;
  if (role === "robot") return conversation.robot;
  if (role === "system") return conversation.system;
  return role === "visitor" ? conversation.visitor : sender;
}

function recalledBy({ row: { message, isOwn }, words }: BubbleProps): string {
  const { recalledOwn, recalledOther } = words.conversation;
  return isOwn ? recalledOwn : recalledOther(speakerOf(message, words));
}

function Aside({ desk, words, thread, row: { message }, mark, mayRecall }: BubbleProps) {
  const recall = () => desk.conversation(thread.id)!.recall(message.number);
  return (
    <div class="bubble-aside">
      <time dateTime={new Date(message.at).toISOString()}>{hour(message.at, { tag: words.tag })}</time>
      {mark && mark !== "failed" && <MarkView mark={mark} words={words} />}
      {mayRecall && (
        <button type="button" class="bubble-act" onClick={() => void desk.act(recall)}>{words.conversation.recall}</button>
      )}
    </div>
  );
}

const SIGNS: Readonly<Record<Exclude<Mark, "" | "failed">, string>> = {
  sending: "…", sent: "✓", delivered: "✓✓", read: "✓✓",
};

/** Who cannot see the colour of what was read is told in words. */
function MarkView({ mark, words: { conversation } }: { readonly mark: keyof typeof SIGNS; readonly words: Words }) {
  return (
    <span class={`bubble-mark bubble-mark--${mark}`} role="img" aria-label={conversation[mark]} title={conversation[mark]}>
      {SIGNS[mark]}{mark === "read" && <i>{conversation.read}</i>}
    </span>
  );
}

function Failed({ desk, words, row: { unsent } }: Pick<BubbleProps, "row"> & ViewProps) {
  if (!unsent) return null;
  const { failed, retry, discard } = words.conversation;
  return (
    <p class="failed" role="alert">
      <span>{failed}: {errorIn(words, unsent.code)}</span>
      <button type="button" onClick={() => void desk.retry(unsent)}>{retry}</button>
      <button type="button" onClick={() => desk.discard(unsent)}>{discard}</button>
    </p>
  );
}
