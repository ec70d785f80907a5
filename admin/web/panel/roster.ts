// A table of members: a file is put into the form's text, and what the service says of its rows is shown below.

import { parsedAnswer } from "./answer.ts";
import { dealCards } from "./cards.ts";
import { wordsOf } from "./page_words.ts";

interface Row {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly text: string;
  readonly fault: string;
  readonly about: string;
}

export function watchRoster(): void {
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.dataset["fills"]) return;
    const place = target.form?.elements.namedItem(target.dataset["fills"]);
    void target.files?.[0]?.text().then((text) => {
      if (place instanceof HTMLTextAreaElement) place.value = text;
    });
  });
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLButtonElement) || target.dataset["preview"] === undefined) return;
    const place = target.form?.elements.namedItem("is_preview");
    if (place instanceof HTMLInputElement) place.value = target.dataset["preview"];
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr, successful } = (event as CustomEvent).detail as {
      elt: HTMLElement;
      xhr: XMLHttpRequest;
      successful?: boolean;
    };
    const into = document.getElementById(elt.dataset["rowsInto"] ?? "");
    if (!successful || !(into instanceof HTMLTableSectionElement)) return;
    const { rows, wrong, added } = parsedAnswer(xhr.responseText) as { rows: Row[]; wrong: number; added: number };
    into.replaceChildren(...rows.map(rowOf));
    const sheet = into.closest<HTMLElement>("[data-sheet]")!;
    dealCards(sheet);
    sheet.hidden = false;
    const isReady = wrong === 0 && added === 0 && rows.length > 0;
    for (const button of document.querySelectorAll<HTMLElement>("[data-when-ready]")) button.hidden = !isReady;
    for (const told of document.querySelectorAll<HTMLElement>("[data-when-added]")) told.hidden = added === 0;
  });
}

function rowOf({ line, email, name, role, state, text, fault, about }: Row): HTMLTableRowElement {
  const row = document.createElement("tr");
  const words = wordsOf("roster-words");
  const wrong = words[`fault_${fault}`]?.replace("{about}", about) ?? text;
  for (const each of [String(line || ""), email, name, words[role] ?? role, words[state] ?? state, wrong]) {
    row.insertCell().textContent = each;
  }
  row.cells[0]?.classList.add("number");
  return row;
}
