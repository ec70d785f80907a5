// Earlier sessions of the same visitor, and what was said in them (W1).

import { useState } from "preact/hooks";

import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import type { SessionProps, ViewProps } from "../view.ts";
import { AskedView } from "./asked_view.tsx";
import { readEarlier, type EarlierSession } from "./earlier.ts";
import { outcomeOf } from "./model/note_edit.ts";
import { tagsIn } from "./model/tags.ts";
import { Transcript } from "./transcript.tsx";
import { usePages } from "./use_pages.ts";

export function HistoryTab(props: SessionProps) {
  const { desk, words, session } = props;
  const [chosen, setChosen] = useState<EarlierSession>();
  const visitor = desk.model.threads.get(session)?.session?.visitor ?? "";
  const pages = usePages(async (before) => {
    const { cards, next } = await readEarlier(visitor, before);
    return { rows: cards.map(({ row }) => row), next };
  }, visitor);
  if (chosen) return <Transcript {...props} of={chosen} onBack={() => setChosen(undefined)} />;
  return (
    <section class="side-part">
      <div class="side-head">
        <h2>{words.side.earlier}</h2>
        <button type="button" class="small" onClick={pages.reload}>{words.side.refresh}</button>
      </div>
      <AskedView asked={pages} words={words}>
        {({ rows }) => {
          const earlier = rows.filter((each) => each.session !== session);
          return (
            <>
              {earlier.length === 0 && <p class="side-note">{words.side.noEarlier}</p>}
              <ul class="side-list">
                {earlier.map((row) => (
                  <li key={row.session}><EarlierRow {...{ desk, words, row }} onChoose={() => setChosen(row)} /></li>
                ))}
              </ul>
            </>
          );
        }}
      </AskedView>
      {pages.more && <button type="button" class="side-link" onClick={pages.more}>{words.side.more}</button>}
    </section>
  );
}

interface EarlierRowProps extends ViewProps {
  readonly row: EarlierSession;
  readonly onChoose: () => void;
}

function EarlierRow({ desk, words, row, onChoose }: EarlierRowProps) {
  const { opened_ms, group_name, agent_name, stars, solved, tags, remark, messages } = row;
  const outcome = outcomeOf(solved);
  const told = [
    [group_name, agent_name].filter(Boolean).join(" · "), words.side.messages(messages),
    stars ? "★".repeat(stars) : "", outcome && words.side.outcomes[outcome],
  ];
  return (
    <button type="button" class="earlier" onClick={onChoose}>
      <strong>{hourAndDay(opened_ms, desk.now(), words)}</strong>
      <small>{told.filter(Boolean).join(" · ")}</small>
      {tags && <span class="tags">{tagsIn(tags).map((tag) => <span key={tag} class="tag">{tag}</span>)}</span>}
      {remark && <small>{remark}</small>}
    </button>
  );
}
