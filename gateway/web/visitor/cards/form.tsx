// Fields that are to be filled in (V3); afterwards it shows what was.

import { useId, useRef, useState } from "preact/hooks";

import type { FilledField, FormBody, FormField } from "../../sdk/index.ts";
import type { AllWords } from "../words.ts";
import { useAct } from "./act.ts";
import { isAsking } from "./asking.ts";
import type { CardProps } from "./context.ts";
import { filledIn, problemsOf, type FieldProblem, type FormValues } from "./form_check.ts";
import { ProblemLine } from "./problem_line.tsx";
import { Linked } from "./text.tsx";

/** More options than these are folded into a list. */
const MAX_OPEN_OPTIONS = 5;

type FormProps = CardProps & { readonly body: FormBody };

export function FormCard(props: FormProps) {
  const { message, context, body } = props;
  const thread = context.model.threads.get(message.session);
  const filled = thread?.selections.get(message.number)?.fields;
  const isOpen = context.mayAnswer && isAsking(thread, message, context.now());
  return (
    <div class="card card-form" role="group" aria-label={body.title}>
      <p class="card-title"><Linked text={body.title} /></p>
      {filled ? <Filled fields={filled} /> : <Unfilled {...props} isOpen={isOpen} />}
    </div>
  );
}

/** Whom it does not ask is told what it asks. */
function Unfilled(props: FormProps & { readonly isOpen: boolean }) {
  if (props.context.mayAnswer) return <Fields {...props} />;
  return <ul class="card-note">{props.body.fields.map(({ name, label }) => <li key={name}>{label}</li>)}</ul>;
}

function Filled({ fields }: { readonly fields: readonly FilledField[] }) {
  return (
    <dl class="card-fields">
      {fields.map(({ name, label, value }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Fields({ message, context, body, isOpen }: FormProps & { readonly isOpen: boolean }) {
  const { conversation, words } = context;
  const [values, setValues] = useState<FormValues>({});
  const [problems, setProblems] = useState<Readonly<Record<string, FieldProblem>>>({});
  const { isBusy, problem, run } = useAct(words);
  const form = useRef<HTMLFormElement>(null);
  const submit = () => {
    const found = problemsOf(body, values);
    setProblems(found);
    const wrong = body.fields.findIndex(({ name }) => name in found);
    if (wrong >= 0) focusField(form.current!, wrong);
    else void run(() => conversation.select(message.number, { values: filledIn(body, values) }));
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset class="card-bare" disabled={!isOpen || isBusy}>
        {body.fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            words={words}
            value={values[field.name] ?? ""}
            problem={problems[field.name]}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
        <button type="submit" class="card-button card-button--main">{words.cards.submit}</button>
      </fieldset>
      <ProblemLine problem={problem} />
    </form>
  );
}

function focusField(form: HTMLFormElement, index: number): void {
  form.querySelectorAll(".card-field")[index]?.querySelector<HTMLElement>("input, select")?.focus();
}

interface FieldProps {
  readonly field: FormField;
  readonly words: AllWords;
  readonly value: string;
  readonly problem: FieldProblem | undefined;
  readonly onChange: (value: string) => void;
}

function Field(props: FieldProps) {
  const { field, words, problem } = props;
  const id = useId();
  const says = `${id}-says`;
  const isList = field.options.length > 0 && field.options.length <= MAX_OPEN_OPTIONS;
  const label = <>{field.label}{!field.required && <small> {words.cards.optional}</small>}</>;
  const hint = field.hint && words.cards.example(field.hint);
  const said = (
    <small id={says} class={problem && "card-problem"}>
      {problem ? [words.cards.fieldProblems[problem], hint].filter(Boolean).join(" ") : hint}
    </small>
  );
  if (isList) {
    return (
      <fieldset class="card-field" aria-describedby={says} aria-invalid={problem !== undefined}>
        <legend class="card-label">{label}</legend>
        <Choices {...props} id={id} />
        {said}
      </fieldset>
    );
  }
  return (
    <div class="card-field">
      <label class="card-label" for={id}>{label}</label>
      <Control {...props} id={id} says={says} />
      {said}
    </div>
  );
}

function Choices({ field, value, onChange, id }: FieldProps & { readonly id: string }) {
  return field.options.map((option) => (
    <label key={option.id} class="card-choice">
      <input type="radio" name={id} checked={option.id === value} onChange={() => onChange(option.id)} />
      <span>{option.text}{option.desc && <small>{option.desc}</small>}</span>
    </label>
  ));
}

function Control({ field, value, problem, onChange, id, says }: FieldProps & { readonly id: string; readonly says: string }) {
  const shared = {
    id, value, class: "card-input", required: field.required,
    "aria-invalid": problem !== undefined, "aria-describedby": says,
  };
  if (field.options.length === 0) {
    return <input type="text" {...shared} onInput={(event) => onChange(event.currentTarget.value)} />;
  }
  return (
    <select {...shared} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="" />
      {field.options.map((option) => <option key={option.id} value={option.id}>{option.text}</option>)}
    </select>
  );
}
