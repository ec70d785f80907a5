// One row of the stream. It is drawn again only when something of it has changed.

import { useMemo } from "preact/hooks";

import { sessionAt } from "../model/desk_model.ts";
import { deliveryOf, isAside, isOver } from "../model/staff_thread.ts";
import { Bubble } from "./bubble.tsx";
import { dayText } from "./model/day_text.ts";
import type { Row } from "./model/rows.ts";
import { Said } from "./said.tsx";
import type { StreamProps } from "./stream.tsx";

export type SaidRow = Extract<Row, { readonly is: "said" }>;

/** What became of an own message; "": it is not own, or was taken back. */
export type Mark = "" | "sending" | "sent" | "delivered" | "read" | "failed";

export function RowView({ row, ...props }: StreamProps & { readonly row: Row }) {
  const { words, desk } = props;
  switch (row.is) {
    case "day":
      return <p class="row-day"><span>{dayText(row.at, desk.now(), words)}</span></p>;
    case "new":
      return <p class="row-new"><span>{words.conversation.newHere}</span></p>;
    case "note":
      return <div class="row-note"><Said {...props} message={row.message} /></div>;
    case "said":
      return <SaidRowView {...props} row={row} />;
  }
}

function SaidRowView({ row, ...props }: StreamProps & { readonly row: SaidRow }) {
  const { desk, words, thread, cardWords } = props;
  const { number, is_answer: isAnswer } = row.message;
  const mark = markOf(row, props);
  const isRecalled = isTakenBack(row, props);
  const mayRecall = row.isOwn && !row.unsent && !isRecalled && !isOver(thread) && isFresh(row, props);
  const answer = thread.selections.get(number);
  const feedback = isAnswer ? thread.session?.feedback : undefined;
  const isOurs = isAside(thread) ? row.isOwn : row.message.role !== "visitor";
  return useMemo(
    () => <Bubble {...props} {...{ row, mark, isRecalled, mayRecall, isOurs }} />,
    [desk, words, cardWords, row, mark, isRecalled, mayRecall, answer, feedback, isOurs],
  );
}

function markOf({ isOwn, unsent, message }: SaidRow, { thread }: StreamProps): Mark {
  if (unsent) return unsent.code ? "failed" : unsent.number ? "sent" : "sending";
  return isOwn && !thread.recalled.has(message.number) ? deliveryOf(thread, message.number) : "";
}

function isTakenBack({ message, unsent }: SaidRow, { thread }: StreamProps): boolean {
  return message.body.kind === "recalled" || (!unsent && thread.recalled.has(message.number));
}

/** The service has the last word; of a conversation among staff it tells nothing before. */
function isFresh({ message }: SaidRow, { desk, thread }: StreamProps): boolean {
  const session = thread.session ?? desk.model.threads.get(sessionAt(thread.id))?.session;
  return !session || desk.now() - message.at < session.recall_ms;
}
