// The customer's profile as a form; what was not touched is not told (M12).

import { useState } from "preact/hooks";

import type { Customer, CustomerField } from "../../../../gateway/web/sdk/index.ts";
import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import type { SessionProps } from "../view.ts";
import type { Words } from "../words.ts";
import {
  changeOf, draftOf, isMasked, MAX_CHARS, MAX_CUSTOMER_TAGS, MAX_FIELDS, MAX_LEVEL,
} from "./model/customer_edit.ts";
import { TagField } from "./tag_field.tsx";

export interface CustomerFormProps extends SessionProps {
  readonly customer: Customer;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const WORDS = ["nickname", "phone", "email", "language"] as const;
const TYPES = { nickname: "text", phone: "tel", email: "email", language: "text" } as const;

export function CustomerForm({ desk, words, session, customer, onDone, onCancel }: CustomerFormProps) {
  const [draft, setDraft] = useState(() => draftOf(customer));
  const { isBusy, problem, run } = useAct(words);
  const change = changeOf(customer, draft);
  const save = async () => {
    if (!change || (await run(() => desk.ask({ frame: "CHANGE_CUSTOMER", session, ...change })))) onDone();
  };
  return (
    <form
      class="form side-part"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset disabled={isBusy}>
        {WORDS.map((each) => (
          <label key={each} class="field">
            {words.side[each]}
            <input
              type={TYPES[each]}
              autoComplete="off"
              maxLength={MAX_CHARS[each]}
              placeholder={isMasked(customer[each]) ? words.side.replaces(customer[each]) : ""}
              value={draft[each]}
              onInput={(event) => setDraft({ ...draft, [each]: event.currentTarget.value })}
            />
          </label>
        ))}
        {desk.model.isSupervisor && (
          <Level level={draft.level} words={words} onChange={(level) => setDraft({ ...draft, level })} />
        )}
        <TagField
          label={words.side.customerTags}
          tags={draft.tags}
          most={MAX_CUSTOMER_TAGS}
          words={words}
          onChange={(tags) => setDraft({ ...draft, tags })}
        />
        <OwnFields fields={draft.fields} words={words} onChange={(fields) => setDraft({ ...draft, fields })} />
        <ProblemLine problem={problem} />
        <div class="form-acts">
          <button type="submit" class="primary" disabled={!change}>{words.side.save}</button>
          <button type="button" onClick={onCancel}>{words.side.cancel}</button>
        </div>
      </fieldset>
    </form>
  );
}

interface LevelProps {
  readonly level: number;
  readonly words: Words;
  readonly onChange: (level: number) => void;
}

function Level({ level, words, onChange }: LevelProps) {
  const levels = Array.from({ length: MAX_LEVEL + 1 }, (_, each) => each);
  return (
    <label class="field">
      {words.side.level}
      <select value={String(level)} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {levels.map((each) => <option key={each} value={String(each)}>{words.side.levelOf(each)}</option>)}
      </select>
    </label>
  );
}

interface OwnFieldsProps {
  readonly fields: readonly CustomerField[];
  readonly words: Words;
  readonly onChange: (fields: readonly CustomerField[]) => void;
}

/** Fields that the business has added: their names are its own, too. */
function OwnFields({ fields, words, onChange }: OwnFieldsProps) {
  const change = (place: number, part: Partial<CustomerField>) =>
    onChange(fields.map((each, at) => (at === place ? { ...each, ...part } : each)));
  return (
    <fieldset class="own-fields">
      <legend>{words.side.fields}</legend>
      {fields.map(({ name, value }, place) => (
        <div key={place} class="own-field">
          <input
            aria-label={words.side.fieldName}
            placeholder={words.side.fieldName}
            maxLength={MAX_CHARS.fieldName}
            value={name}
            onInput={(event) => change(place, { name: event.currentTarget.value })}
          />
          <input
            aria-label={name || words.side.fieldValue}
            placeholder={words.side.fieldValue}
            maxLength={MAX_CHARS.field}
            value={value}
            onInput={(event) => change(place, { value: event.currentTarget.value })}
          />
          <button
            type="button"
            class="small"
            aria-label={words.side.dropField(name)}
            onClick={() => onChange(fields.filter((_, at) => at !== place))}
          >
            ×
          </button>
        </div>
      ))}
      {fields.length < MAX_FIELDS && (
        <button type="button" class="side-link" onClick={() => onChange([...fields, { name: "", value: "" }])}>
          {words.side.addField}
        </button>
      )}
    </fieldset>
  );
}
