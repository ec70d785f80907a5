// By what the records are found.

import { useState } from "preact/hooks";

import { readGroups } from "../dialogs/people.ts";
import { OwnLink } from "../parts/own_file.tsx";
import { useAsked } from "../side/use_asked.ts";
import type { ViewProps } from "../view.ts";
import { newFilter, OUTCOMES, spanned, SPANS, type RecordFilter } from "./model/record_filter.ts";
import { tableAddress } from "./records_api.ts";

/** Characters that the service looks for. */
const MAX_TEXT_CHARS = 64;
const MAX_CHARS = 200;

export interface FilterFormProps extends ViewProps {
  /** By which the list was asked for. */
  readonly filter: RecordFilter;
  readonly onFilter: (filter: RecordFilter) => void;
}

export function FilterForm({ desk, words, filter, onFilter }: FilterFormProps) {
  const { records: say } = words;
  const [draft, setDraft] = useState(filter);
  const groups = useAsked(readGroups, []).value ?? [];
  const field = (name: keyof RecordFilter) => ({
    name,
    value: draft[name],
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLSelectElement }) =>
      setDraft({ ...draft, [name]: currentTarget.value }),
  });
  const change = (next: RecordFilter) => {
    setDraft(next);
    onFilter(next);
  };
  return (
    <form
      class="records-form records-fields"
      role="search"
      aria-label={say.title}
      onSubmit={(event) => {
        event.preventDefault();
        onFilter(draft);
      }}
    >
      <div class="chips records-spans">
        {SPANS.map((span) => {
          const days = spanned(span, desk.now());
          const isChosen = days.since === draft.since && days.until === draft.until;
          return (
            <button key={span} type="button" aria-pressed={isChosen} onClick={() => change({ ...draft, ...days })}>
              {say.spans[span]}
            </button>
          );
        })}
      </div>
      <label>{say.since}<input type="date" {...field("since")} max={draft.until} /></label>
      <label>{say.until}<input type="date" {...field("until")} min={draft.since} /></label>
      <label>{say.text}<input type="search" maxLength={MAX_TEXT_CHARS} {...field("text")} /></label>
      <label>{say.visitor}<input type="search" maxLength={MAX_CHARS} placeholder={say.visitorHint} {...field("visitor")} /></label>
      <details class="records-more" open={[filter.tag, filter.group, filter.outcome, filter.stars].some(Boolean)}>
        <summary>{say.moreFilters}</summary>
        <div class="records-fields">
          <label>{say.tag}<input type="search" maxLength={MAX_CHARS} {...field("tag")} /></label>
          <label>
            {say.group}
            <select {...field("group")}>
              <option value="">{say.any}</option>
              {groups.map(({ group, name }) => <option key={group} value={group}>{name || group}</option>)}
            </select>
          </label>
          <label>
            {say.outcome}
            <select {...field("outcome")}>
              <option value="">{say.any}</option>
              {OUTCOMES.map((each) => <option key={each} value={each}>{say.endings[each]}</option>)}
            </select>
          </label>
          <label>
            {say.stars}
            <select {...field("stars")}>
              <option value="">{say.any}</option>
              {["5", "4", "3", "2", "1"].map((each) => <option key={each} value={each}>{"★".repeat(Number(each))}</option>)}
            </select>
          </label>
        </div>
      </details>
      <div class="records-acts">
        <button class="primary">{say.search}</button>
        <button type="button" onClick={() => change(newFilter(desk.now()))}>{say.reset}</button>
        <OwnLink class="records-export" href={tableAddress(filter, words.tag)} download="records.csv" title={say.exportHint}>{say.export}</OwnLink>
      </div>
    </form>
  );
}
