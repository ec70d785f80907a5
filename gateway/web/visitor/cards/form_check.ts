// Whether a form can be sent, and what is wrong at which field.

import type { FormBody, FormField } from "../../sdk/index.ts";
import { fits } from "./field_pattern.ts";

/** Of one value, in characters as the service counts them. */
export const MAX_VALUE_CHARS = 200;

export type FieldProblem = "isMissing" | "isTooLong" | "isOdd";
/** What was typed or chosen, by name of the field; of a field with options, the id of one. */
export type FormValues = Readonly<Record<string, string>>;

/** What goes to the service: values without blanks around them, the empty ones left out. */
export function filledIn({ fields }: FormBody, values: FormValues): Record<string, string> {
  const all = fields.map(({ name }) => [name, (values[name] ?? "").trim()] as const);
  return Object.fromEntries(all.filter(([, value]) => value !== ""));
}

/** By name of the field; empty: all is well. */
export function problemsOf(form: FormBody, values: FormValues): Readonly<Record<string, FieldProblem>> {
  const filled = filledIn(form, values);
  const found: Record<string, FieldProblem> = {};
  for (const field of form.fields) {
    const problem = problemAt(field, filled[field.name] ?? "");
    if (problem) found[field.name] = problem;
  }
  // A form of fields that may all stay empty still wants one of them.
  const first = form.fields[0];
  if (first && Object.keys(filled).length === 0) found[first.name] ??= "isMissing";
  return found;
}

function problemAt({ required, options, pattern }: FormField, value: string): FieldProblem | undefined {
  if (value === "") return required ? "isMissing" : undefined;
  if ([...value].length > MAX_VALUE_CHARS) return "isTooLong";
  if (options.length > 0) return options.some(({ id }) => id === value) ? undefined : "isOdd";
  return pattern && !fits(pattern, value) ? "isOdd" : undefined;
}
