// The pages of service rules: rows are found as one types, texts are previewed.
//
// In the markup: `data-filters="ID"` looks among the `[data-found]` within that element, whose `[data-none]` says
// that there is none; `data-previews="LANGUAGE"` is a text whose form has a `[data-preview]`, and buttons that
// insert variables.

import { inserted, isFound, previewOf } from "./service_texts.ts";

type Samples = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function watchService(): void {
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset["filters"]) filter(target);
    if (target instanceof HTMLTextAreaElement && target.dataset["previews"]) preview(target);
  });
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-inserts]") : null;
    if (button) insert(button);
  });
  document.addEventListener("htmx:load", show);
  show();
}

/** Also after a part was fetched again: what is looked for still is. */
function show(): void {
  for (const text of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-previews]")) preview(text);
  for (const input of document.querySelectorAll<HTMLInputElement>("input[data-filters]")) filter(input);
}

function filter(input: HTMLInputElement): void {
  const within = document.getElementById(input.dataset["filters"] ?? "");
  if (!within) return;
  let count = 0;
  for (const row of within.querySelectorAll<HTMLElement>("[data-found]")) {
    row.hidden = !isFound(row.dataset["found"] ?? "", input.value.trim());
    if (!row.hidden) count += 1;
  }
  for (const section of within.querySelectorAll<HTMLElement>("section:not([data-found])")) {
    section.hidden = !section.querySelector("[data-found]:not([hidden])");
  }
  const none = within.querySelector<HTMLElement>("[data-none]");
  if (none) none.hidden = count > 0;
}

function preview(text: HTMLTextAreaElement): void {
  const place = text.form?.querySelector("[data-preview]");
  if (!place) return;
  const samples = JSON.parse(document.getElementById("prompt-samples")?.textContent ?? "{}") as Samples;
  place.textContent = previewOf(text.value, samples[text.dataset["previews"] ?? ""] ?? {});
}

function insert(button: HTMLElement): void {
  const text = button.closest("form")?.querySelector("textarea");
  if (!text) return;
  const { value, selectionStart, selectionEnd } = text;
  const [after, cursor] = inserted(value, selectionStart, selectionEnd, button.dataset["inserts"] ?? "");
  text.value = after;
  text.focus();
  text.setSelectionRange(cursor, cursor);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}
