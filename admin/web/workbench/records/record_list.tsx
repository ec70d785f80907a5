// The sessions that were found, newest first.

import { HttpRefused } from "../../../../gateway/web/sdk/index.ts";
import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import { AskedView } from "../side/asked_view.tsx";
import { tagsIn } from "../side/model/tags.ts";
import type { Pages } from "../side/use_pages.ts";
import type { ViewProps } from "../view.ts";
import type { SessionCard } from "./records_api.ts";

export interface RecordListProps extends ViewProps {
  readonly pages: Pages<SessionCard>;
  /** How far back the last page has looked, in ms; 0: all of it. */
  readonly reached: number;
  /** Id of the session that is read; "": none. */
  readonly chosen: string;
  readonly onChoose: (session: string) => void;
}

export function RecordList({ desk, words, pages, reached, chosen, onChoose }: RecordListProps) {
  const { records: say } = words;
  const refusal = pages.error instanceof HttpRefused ? say.refusals[pages.error.code] : undefined;
  if (refusal) return <p class="side-note" role="alert">{refusal}</p>;
  return (
    <AskedView asked={pages} words={words}>
      {({ rows, next }) => (
        <>
          {rows.length === 0 && !next && <p class="side-note" role="status">{say.none}</p>}
          <ul class="records-rows">
            {rows.map((card) => (
              <li key={card.row.session}>
                <Row {...{ desk, words, card }} isChosen={card.row.session === chosen} onChoose={onChoose} />
              </li>
            ))}
          </ul>
          {reached > 0 && next > 0 && <p class="side-note" role="status">{say.reached(hourAndDay(reached, desk.now(), words))}</p>}
          {pages.more && <button type="button" onClick={pages.more}>{reached ? say.searchOn : say.more}</button>}
        </>
      )}
    </AskedView>
  );
}

interface RowProps extends ViewProps {
  readonly card: SessionCard;
  readonly isChosen: boolean;
  readonly onChoose: (session: string) => void;
}

function Row({ desk, words, card: { row, excerpt }, isChosen, onChoose }: RowProps) {
  const { records: say } = words;
  return (
    <button type="button" class="record" aria-current={isChosen ? "true" : undefined} onClick={() => onChoose(row.session)}>
      <span class="record-top">
        <strong>{row.nickname || row.visitor}</strong>
        <time>{hourAndDay(row.opened_ms, desk.now(), words)}</time>
      </span>
      <span class="record-facts">
        {[row.group_name || row.group, row.agent_name || row.agent || say.noAgent, words.side.messages(row.messages)]
          .filter(Boolean).join(" · ")}
      </span>
      <span class="record-marks">
        <span class={`ending ending--${row.ending || "open"}`}>{say.endings[row.ending] ?? row.ending}</span>
        {row.stars && <span class="record-stars" role="img" aria-label={`${say.stars} ${row.stars}`}>{"★".repeat(row.stars)}</span>}
        {tagsIn(row.tags).map((tag) => <span key={tag} class="tag">{tag}</span>)}
      </span>
      {excerpt && <span class="record-excerpt">{excerpt}</span>}
    </button>
  );
}
