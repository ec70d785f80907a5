// What of the knowledge is new, the newest first; who opens a row has read it (R11).

import { useState } from "preact/hooks";

import type { Entry, NewsRow } from "../../../../gateway/web/sdk/index.ts";
import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import { AskedView } from "../side/asked_view.tsx";
import { useAsked } from "../side/use_asked.ts";
import type { ViewProps } from "../view.ts";
import type { PartProps } from "./part.ts";

/** Two screens of the panel; the rest stands in the knowledge. */
const SHOWN = 30;

export function NewsPart({ onRead, ...view }: PartProps) {
  const { desk, words } = view;
  const asked = useAsked(() => desk.ask({ frame: "GET_NEWS", limit: SHOWN }), [desk.agent]);
  const act = useAct(words);
  const mark = async (...entries: string[]) => {
    const version = asked.value?.version ?? 0;
    if (!version || !(await act.run(() => desk.ask({ frame: "MARK_NEWS", version, entries })))) return;
    asked.reload();
    onRead();
  };
  return (
    <section class="side-part">
      <AskedView asked={asked} words={words}>
        {({ rows, unread }) => (
          <>
            {rows.length === 0 && <p class="side-note">{words.replies.noNews}</p>}
            {unread > 0 && (
              <button type="button" class="side-link" disabled={act.isBusy} onClick={() => void mark()}>{words.replies.markAll}</button>
            )}
            <ProblemLine problem={act.problem} />
            <ul class="side-list">
              {rows.map((row) => <News key={row.entry} {...view} row={row} onOpen={() => row.read_at || void mark(row.entry)} />)}
            </ul>
          </>
        )}
      </AskedView>
    </section>
  );
}

interface NewsProps extends ViewProps {
  readonly row: NewsRow;
  readonly onOpen: () => void;
}

function News({ row, onOpen, ...view }: NewsProps) {
  const { desk, words } = view;
  const [isOpen, setOpen] = useState(false);
  const kind = row.is_change ? words.replies.isChanged : words.replies.isNew;
  const told = [...(row.read_at ? [] : [words.replies.notRead]), kind, hourAndDay(row.at, desk.now(), words), row.by];
  const toggle = () => {
    setOpen(!isOpen);
    if (!isOpen) onOpen();
  };
  return (
    <li class={row.read_at ? "answer-row" : "answer-row news-unread"}>
      <button type="button" class="earlier" aria-expanded={isOpen} onClick={toggle}>
        <strong>{row.question}</strong>
        <small>{told.join(" · ")}</small>
      </button>
      {isOpen && <NewsEntry {...view} entry={row.entry} />}
    </li>
  );
}

interface NewsEntryProps extends ViewProps {
  readonly entry: string;
}

function NewsEntry({ desk, words, entry }: NewsEntryProps) {
  const asked = useAsked<Entry>(() => desk.ask({ frame: "GET_ENTRY", entry }), [entry, desk.agent]);
  return (
    <AskedView asked={asked} words={words}>
      {({ answers }) => answers.map(({ body }) => <p key={body}>{body}</p>)}
    </AskedView>
  );
}
