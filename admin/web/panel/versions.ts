// Which version of the rules a form was made of: another one in force refuses it.
//
// In the markup: `data-expected="7"` on a form. What the page itself saves in between counts as seen.

import { textAt } from "./answer.ts";

/** The address of a request of that form. */
export function expecting(elt: HTMLElement, path: string): string {
  const { expected } = elt.dataset;
  return expected ? `${path}?expected=${expected}` : path;
}

/** Something was saved: where nobody else has between, the other forms are as new as it. */
export function keepUp(answer: unknown): void {
  const version = Number(textAt(answer, "version"));
  if (!version) return;
  for (const form of document.querySelectorAll<HTMLElement>("[data-expected]")) {
    if (Number(form.dataset["expected"]) === version - 1) form.dataset["expected"] = String(version);
  }
}
