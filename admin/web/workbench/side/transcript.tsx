// What was said in an earlier session, as the records have it: words alone, no cards.

import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import type { SessionProps } from "../view.ts";
import type { Words } from "../words.ts";
import { AskedView } from "./asked_view.tsx";
import { readTranscript, type EarlierSession, type SaidRow } from "./earlier.ts";
import { usePages } from "./use_pages.ts";

export interface TranscriptProps extends SessionProps {
  readonly of: EarlierSession;
  readonly onBack: () => void;
}

export function Transcript({ desk, words, of, onBack }: TranscriptProps) {
  const pages = usePages(async (after) => {
    const { messages, next } = await readTranscript(of.session, after);
    return { rows: messages, next };
  }, of.session);
  return (
    <section class="side-part">
      <button type="button" class="side-link" onClick={onBack}>‹ {words.side.backToList}</button>
      <h3>{hourAndDay(of.opened_ms, desk.now(), words)}</h3>
      <AskedView asked={pages} words={words}>
        {({ rows }) => (
          <ol class="said">
            {rows.map((each) => <Said key={each.number} said={each} now={desk.now()} words={words} />)}
          </ol>
        )}
      </AskedView>
      {pages.more && <button type="button" class="side-link" onClick={pages.more}>{words.side.more}</button>}
    </section>
  );
}

function Said({ said, now, words }: { readonly said: SaidRow; readonly now: number; readonly words: Words }) {
  const { role, name, kind, text, at_ms } = said.row;
  return (
    <li class={`said-${role}`}>
      <small>{name || (words.side.roles[role] ?? role)} · {hourAndDay(at_ms, now, words)}</small>
      <p>{text || words.side.bodies[kind] || kind}</p>
    </li>
  );
}
