// One field of a form to sign in.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { mayTakeFocus } from "../../../../gateway/web/visitor/focus.ts";

export interface FieldProps extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "name"> {
  readonly name: string;
  readonly label: string;
  /** It is written in next. */
  readonly isNext?: boolean;
}

export function Field({ label, isNext = false, ...input }: FieldProps) {
  const place = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isNext && mayTakeFocus()) place.current?.focus();
  }, [isNext]);
  return (
    <label class="field">
      {label}
      <input ref={place} required {...input} />
    </label>
  );
}

/** What a form's fields hold, by their names. */
export function valuesOf(form: HTMLFormElement): (name: string) => string {
  const given = new FormData(form);
  return (name) => String(given.get(name) ?? "");
}
