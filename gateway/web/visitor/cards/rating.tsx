// An invitation to rate (V5): stars or numbers, whether it was solved, and a word more.

import { useId, useState } from "preact/hooks";

import type { RatingBody, SelectionBody } from "../../sdk/index.ts";
import type { AllWords } from "../words.ts";
import { useAct } from "./act.ts";
import { isAsking } from "./asking.ts";
import type { CardProps } from "./context.ts";
import { ProblemLine } from "./problem_line.tsx";
import { untilText } from "./until.ts";

/** Of a comment, as the service takes it. */
const MAX_COMMENT_CHARS = 500;

type Outcome = SelectionBody["outcome"];
type RatingProps = CardProps & { readonly body: RatingBody };

export function RatingCard(props: RatingProps) {
  const { message, context, body } = props;
  const { words, model } = context;
  const thread = model.threads.get(message.session);
  const selection = thread?.selections.get(message.number);
  const isOpen = context.mayAnswer && isAsking(thread, message, context.now());
  const over = <p class="card-note">{words.cards.ratingOver}</p>;
  return (
    <div class="card card-rating" role="group" aria-label={body.head || words.cards.rating}>
      <p class="card-title">{body.head || words.cards.rating}</p>
      {selection && <Given body={body} selection={selection} words={words} />}
      {!selection && (isOpen ? <Ask {...props} /> : context.mayAnswer && over)}
    </div>
  );
}

function Given({ body, selection, words }: Pick<RatingProps, "body"> & { readonly selection: SelectionBody; readonly words: AllWords }) {
  const { option, text, outcome, comment } = selection;
  const place = body.levels.findIndex(({ id }) => id === option);
  const signs = body.type === "star" ? "★".repeat(place + 1) : `${place + 1} / ${body.levels.length}`;
  return (
    <>
      <p class="card-given"><span aria-hidden="true" class="card-given-signs">{signs}</span> {text}</p>
      {outcome && <p class="card-note">{words.cards.outcomes[outcome]}</p>}
      {comment && <p class="card-text">{comment}</p>}
    </>
  );
}

function Ask({ message, context, body }: RatingProps) {
  const { conversation, words } = context;
  const [level, setLevel] = useState("");
  const [outcome, setOutcome] = useState<Outcome>("");
  const [comment, setComment] = useState("");
  const { isBusy, problem, run } = useAct(words);
  const submit = () => {
    if (level) void run(() => conversation.select(message.number, { option: level, outcome, comment: comment.trim() }));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset class="card-bare" disabled={isBusy}>
        <Levels body={body} level={level} label={words.cards.rating} onChange={setLevel} />
        <Outcomes outcome={outcome} words={words} onChange={setOutcome} />
        <textarea
          class="card-input"
          rows={2}
          maxLength={MAX_COMMENT_CHARS}
          placeholder={words.cards.comment}
          aria-label={words.cards.comment}
          value={comment}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
        <button type="submit" class="card-button card-button--main" disabled={!level}>{words.cards.submit}</button>
      </fieldset>
      <p class="card-note">{words.cards.goodUntil(untilText(body.expires, context.now(), words.tag))}</p>
      <ProblemLine problem={problem} />
    </form>
  );
}

interface LevelsProps {
  readonly body: RatingBody;
  readonly level: string;
  readonly label: string;
  readonly onChange: (level: string) => void;
}

function Levels({ body, level, label, onChange }: LevelsProps) {
  const name = useId();
  const chosen = body.levels.findIndex(({ id }) => id === level);
  return (
    <div class={`card-levels card-levels--${body.type}`} role="radiogroup" aria-label={label}>
      {body.levels.map(({ id, text }, place) => (
        <label key={id} class={isLit(body, place, chosen) ? "card-level card-level--lit" : "card-level"} title={text}>
          <input type="radio" name={name} checked={id === level} onChange={() => onChange(id)} aria-label={text} />
          <span aria-hidden="true">{body.type === "star" ? "★" : place + 1}</span>
        </label>
      ))}
      <span class="card-level-text" aria-hidden="true">{body.levels[chosen]?.text}</span>
    </div>
  );
}

/** Stars count up to the chosen one; a number stands for itself. */
function isLit(body: RatingBody, place: number, chosen: number): boolean {
  return body.type === "star" ? place <= chosen : place === chosen;
}

interface OutcomesProps {
  readonly outcome: Outcome;
  readonly words: AllWords;
  readonly onChange: (outcome: Outcome) => void;
}

function Outcomes({ outcome, words, onChange }: OutcomesProps) {
  return (
    <div class="card-outcomes" role="group" aria-label={words.cards.wasSolved}>
      <span aria-hidden="true">{words.cards.wasSolved}</span>
      {(["solved", "unsolved"] as const).map((each) => (
        <button
          key={each}
          type="button"
          class="card-button"
          aria-pressed={outcome === each}
          onClick={() => onChange(outcome === each ? "" : each)}
        >
          {words.cards.outcomes[each]}
        </button>
      ))}
    </div>
  );
}
