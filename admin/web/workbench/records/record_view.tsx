// One session as it was: what is known of it, its legs, and what was said, with search inside.

import { useEffect, useState } from "preact/hooks";

import { HttpRefused } from "../../../../gateway/web/sdk/index.ts";
import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import { Icon } from "../parts/icon.tsx";
import { OwnLink } from "../parts/own_file.tsx";
import { AskedView } from "../side/asked_view.tsx";
import { FactList } from "../side/fact_list.tsx";
import { outcomeOf } from "../side/model/note_edit.ts";
import { spanText } from "../side/model/spans.ts";
import { tagsIn } from "../side/model/tags.ts";
import { useAsked } from "../side/use_asked.ts";
import type { ViewProps } from "../view.ts";
import { readRecord, saidAddress, type LegRow, type SessionShown } from "./records_api.ts";
import { SaidList } from "./said_list.tsx";
import { useSettled } from "./use_settled.ts";

export interface RecordViewProps extends ViewProps {
  readonly session: string;
  /** That the list was found by; it is looked for at first. */
  readonly text: string;
  readonly onBack: () => void;
}

export function RecordView({ desk, words, session, text, onBack }: RecordViewProps) {
  const { records: say } = words;
  const [wanted, setWanted] = useState(text);
  const sought = useSettled(wanted.trim());
  const asked = useAsked(() => readRecord(session, sought), [session, sought]);
  const [shown, setShown] = useState<SessionShown>();
  useEffect(() => asked.value && setShown(asked.value), [asked.value]);
  const refusal = asked.error instanceof HttpRefused ? say.refusals[asked.error.code] : undefined;
  return (
    <section class="record-view" aria-label={say.said}>
      <button type="button" class="side-link record-back" onClick={onBack}><Icon name="back" /> {say.back}</button>
      {refusal ? <p class="side-note" role="alert">{refusal}</p>
        // What is looked for changes while it is typed: the session stays until it comes marked anew.
        : shown ? <Shown {...{ desk, words, shown, wanted }} onWanted={setWanted} />
        : <AskedView asked={asked} words={words}>{() => null}</AskedView>}
    </section>
  );
}

interface ShownProps extends ViewProps {
  readonly shown: SessionShown;
  readonly wanted: string;
  readonly onWanted: (text: string) => void;
}

function Shown({ desk, words, shown, wanted, onWanted }: ShownProps) {
  const { records: say, side } = words;
  const { row, legs, messages, next } = shown;
  const length = (ms: number | null) => (ms === null ? "" : spanText(ms, side));
  const outcome = outcomeOf(row.solved);
  return (
    <>
      <div class="record-head">
        <h2>{row.nickname || row.visitor}</h2>
        <OwnLink class="records-export" href={saidAddress(row.session, words.tag)} download="said.csv">{say.export}</OwnLink>
      </div>
      <FactList
        facts={[
          [say.opened, hourAndDay(row.opened_ms, desk.now(), words)],
          [say.lasted, row.closed_ms === null ? "" : length(row.closed_ms - row.opened_ms)],
          [say.outcome, say.endings[row.ending] ?? row.ending],
          [say.group, row.group_name || row.group],
          [say.agent, row.agent_name || row.agent],
          [say.channel, row.channel],
          [say.wait, length(row.wait_ms)],
          [say.first, length(row.frt_ms)],
          [say.stars, row.stars ? "★".repeat(row.stars) : ""],
          [say.solved, outcome && side.outcomes[outcome]],
          [say.tag, tagsIn(row.tags).join(", ")],
          [say.remark, row.remark],
          [say.followUp, row.follow_up],
        ]}
      />
      {legs.length > 1 && (
        <details class="record-legs">
          <summary>{say.legs} ({legs.length})</summary>
          <ol>{legs.map((leg) => <li key={leg.leg}><Leg {...{ desk, words, leg }} /></li>)}</ol>
        </details>
      )}
      <SaidList {...{ desk, words, messages, wanted, onWanted }} />
      {next > 0 && <p class="side-note">{say.tooLong}</p>}
    </>
  );
}

function Leg({ desk, words, leg }: ViewProps & { readonly leg: LegRow }) {
  const { records: say, side } = words;
  const lasted = leg.ended_ms === null ? "" : spanText(leg.ended_ms - leg.begun_ms, side);
  const whom = [leg.agent_name || leg.agent, leg.group_name].filter(Boolean).join(" · ");
  const told = [hourAndDay(leg.begun_ms, desk.now(), words), say.kinds[leg.kind] ?? leg.kind, whom, lasted];
  return <>{[...told, say.endings[leg.ending] ?? leg.ending].filter(Boolean).join(" · ")}</>;
}
