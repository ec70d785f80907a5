// Rows of a form that can be added and removed: each is an object in a list of the body.
//
// In the markup: `<div data-rows="answers">` holds rows, each a `[data-row]`; a button with
// `data-adds="answers"` adds what is in `<template data-of="answers">`, with the next number for `{n}` in
// names and lists; one with `data-removes` takes its row away, one with `data-raises` puts it above
// the row before.

export function watchRows(): void {
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const adder = target.closest<HTMLElement>("[data-adds]");
    if (adder) add(adder.dataset["adds"] ?? "");
    target.closest("[data-removes]")?.closest("[data-row]")?.remove();
    const raised = target.closest("[data-raises]")?.closest("[data-row]");
    if (raised) raise(raised, target);
  });
}

function add(name: string): void {
  const rows = document.querySelector<HTMLElement>(`[data-rows="${CSS.escape(name)}"]`);
  const template = document.querySelector(`template[data-of="${CSS.escape(name)}"]`);
  if (!rows || !(template instanceof HTMLTemplateElement)) return;
  const made = template.content.cloneNode(true) as DocumentFragment;
  const number = String(nextOf(rows));
  for (const input of made.querySelectorAll<HTMLElement>("[name], [data-list]")) {
    for (const name of ["name", "data-list"]) {
      const value = input.getAttribute(name);
      if (value) input.setAttribute(name, value.replace("{n}", number));
    }
  }
  const first = made.querySelector<HTMLElement>("input, select, textarea");
  rows.append(made);
  first?.focus();
}

/** Above the row before it; the button stays where the keyboard is. */
function raise(row: Element, button: Element): void {
  row.previousElementSibling?.before(row);
  button.closest("button")?.focus();
}

/** Numbers are never used again: rows before may have gone. */
function nextOf(rows: HTMLElement): number {
  const next = Number(rows.dataset["next"] ?? rows.childElementCount);
  rows.dataset["next"] = String(next + 1);
  return next;
}
