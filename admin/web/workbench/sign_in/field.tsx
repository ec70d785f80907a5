// One field of a form to sign in.

import type { JSX } from "preact";

export interface FieldProps extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "name"> {
  readonly name: string;
  readonly label: string;
}

export function Field({ label, ...input }: FieldProps) {
  return (
    <label class="field">
      {label}
      <input required {...input} />
    </label>
  );
}

/** What a form's fields hold, by their names. */
export function valuesOf(form: HTMLFormElement): (name: string) => string {
  const given = new FormData(form);
  return (name) => String(given.get(name) ?? "");
}
