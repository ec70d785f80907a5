// What was said in a session, and the search in it: from one place to the next, round and round.

import { useEffect, useRef, useState } from "preact/hooks";

import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import type { ViewProps } from "../view.ts";
import { piecesOf } from "./model/marked.ts";
import type { ShownMessage } from "./records_api.ts";

const MAX_TEXT_CHARS = 64;

export interface SaidListProps extends ViewProps {
  readonly messages: readonly ShownMessage[];
  /** What is looked for; "": nothing. */
  readonly wanted: string;
  readonly onWanted: (text: string) => void;
}

export function SaidList({ desk, words, messages, wanted, onWanted }: SaidListProps) {
  const { records: say } = words;
  const list = useRef<HTMLOListElement>(null);
  const [at, setAt] = useState(0);
  const found = messages.filter(({ marks }) => marks.length > 0).map(({ number }) => number);
  const current = found[at];
  useEffect(() => setAt(0), [wanted, messages]);
  useEffect(() => {
    if (wanted.trim() && current !== undefined) {
      list.current?.querySelector(`[data-number="${current}"]`)?.scrollIntoView({ block: "center" });
    }
  }, [current, wanted, messages]);
  const step = (by: number) => setAt((at + by + found.length) % found.length);
  return (
    <>
      <div class="record-find">
        <input
          type="search" aria-label={say.find} placeholder={say.find} maxLength={MAX_TEXT_CHARS} value={wanted}
          onInput={({ currentTarget }) => onWanted(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || found.length === 0) return;
            event.preventDefault();
            step(event.shiftKey ? -1 : 1);
          }}
        />
        {wanted.trim() && <span role="status">{say.found(at + 1, found.length)}</span>}
        {found.length > 1 && (
          <>
            <button type="button" class="small" aria-label={say.previous} title={say.previous} onClick={() => step(-1)}>↑</button>
            <button type="button" class="small" aria-label={say.next} title={say.next} onClick={() => step(1)}>↓</button>
          </>
        )}
      </div>
      {messages.length === 0 && <p class="side-note">{say.nothingSaid}</p>}
      <ol class="said record-said" ref={list}>
        {messages.map((each) => <Said key={each.number} {...{ desk, words, said: each }} isCurrent={each.number === current} />)}
      </ol>
    </>
  );
}

interface SaidProps extends ViewProps {
  readonly said: ShownMessage;
  readonly isCurrent: boolean;
}

function Said({ desk, words, said: { number, row, marks }, isCurrent }: SaidProps) {
  const { role, name, kind, text, at_ms } = row;
  return (
    <li class={`said-${role} ${isCurrent ? "said--found" : ""}`} data-number={number}>
      <small>{name || (words.side.roles[role] ?? role)} · {hourAndDay(at_ms, desk.now(), words)}</small>
      <p>
        {text
          ? piecesOf(text, marks).map((piece, at) => (piece.isFound ? <mark key={at}>{piece.text}</mark> : piece.text))
          : (words.side.bodies[kind] ?? kind)}
      </p>
    </li>
  );
}
