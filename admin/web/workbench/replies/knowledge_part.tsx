// The published knowledge: what is asked most, a search, and a way to add to it.

import { useState } from "preact/hooks";

import type { FoundEntry, KnowledgeFound } from "../../../../gateway/web/sdk/index.ts";
import { AskedView } from "../side/asked_view.tsx";
import { useAsked } from "../side/use_asked.ts";
import type { SessionProps } from "../view.ts";
import { ContributeForm } from "./contribute_form.tsx";
import { bodyOf, wordsOf } from "./model/answer.ts";
import { MAX_SEARCH_CHARS } from "./model/question.ts";
import type { PartProps } from "./part.ts";
import { SayButtons } from "./say_buttons.tsx";
import { SearchField } from "./search_field.tsx";

export function KnowledgePart(props: PartProps) {
  const { desk, words } = props;
  const [typed, setTyped] = useState("");
  const asked = useAsked(() => desk.ask({ frame: "SEARCH_KNOWLEDGE", text: typed }), [typed, desk.agent]);
  return (
    <>
      <SearchField label={words.replies.search} hint={words.replies.searchKnowledge} most={MAX_SEARCH_CHARS} onSearch={setTyped} />
      <section class="side-part">
        <h3>{typed ? words.replies.found : words.replies.frequent}</h3>
        <AskedView asked={asked} words={words}>{(answer) => <FoundList {...props} answer={answer} />}</AskedView>
      </section>
      <section class="side-part"><ContributeForm {...props} searched={typed} /></section>
    </>
  );
}

interface FoundListProps extends SessionProps {
  readonly answer: KnowledgeFound;
}

function FoundList({ answer: { version, rows }, ...view }: FoundListProps) {
  const { words: { replies: words } } = view;
  if (rows.length === 0) {
    return <p class="side-note" role="status">{version ? words.nothingFound : words.nothingKnown}</p>;
  }
  return <ul class="side-list">{rows.map((row) => <FoundRow key={row.entry} {...view} row={row} />)}</ul>;
}

interface FoundRowProps extends SessionProps {
  readonly row: FoundEntry;
}

function FoundRow({ row, ...view }: FoundRowProps) {
  const { words: { replies: words } } = view;
  return (
    <li class="answer-row">
      <div class="answer-head">
        <strong>{row.question}</strong>
        {row.confidence > 0 && <span class="reply-kind">{words.sure(Math.round(row.confidence / 10))}</span>}
      </div>
      <p>{row.answer}</p>
      <div class="row-acts"><SayButtons {...view} body={bodyOf(row)} written={wordsOf(row)} name={row.question} /></div>
    </li>
  );
}
