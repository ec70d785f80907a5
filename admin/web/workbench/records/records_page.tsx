// What was (W5): the sessions that one may see, found by many things, and what was said in them.

import { useState } from "preact/hooks";

import { usePages } from "../side/use_pages.ts";
import { goToPart, useSubPlace } from "../places.tsx";
import type { ViewProps } from "../view.ts";
import { FilterForm } from "./filter_form.tsx";
import { newFilter, queryOf } from "./model/record_filter.ts";
import { RecordList } from "./record_list.tsx";
import { RecordView } from "./record_view.tsx";
import { findRecords } from "./records_api.ts";

export function RecordsPage({ desk, words }: ViewProps) {
  const [filter, setFilter] = useState(() => newFilter(desk.now()));
  const [round, setRound] = useState(0);
  const [reached, setReached] = useState(0);
  const session = useSubPlace();
  const pages = usePages(async (before) => {
    const { cards, next, reached_ms } = await findRecords(filter, before);
    setReached(reached_ms);
    return { rows: cards, next };
  }, JSON.stringify([queryOf(filter), round]));
  return (
    <div class={`records ${session ? "records--chosen" : ""}`}>
      <section class="records-list" aria-labelledby="records-title">
        <h2 id="records-title">{words.records.title}</h2>
        <FilterForm
          {...{ desk, words, filter }}
          onFilter={(next) => {
            setFilter(next);
            setRound(round + 1);
          }}
        />
        <RecordList {...{ desk, words, pages, reached }} chosen={session} onChoose={(one) => goToPart("records", one)} />
      </section>
      {session ? (
        <RecordView key={session} {...{ desk, words, session }} text={filter.text} onBack={() => goToPart("records", "")} />
      ) : (
        <p class="records-empty">{words.records.choose}</p>
      )}
    </div>
  );
}
