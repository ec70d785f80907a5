// Forms that send one file, as it is: `data-uploads` is the address that the file's name is put behind. Then the
// page is fetched again; a refusal is shown in the form.

import { refusalOf, type Problems } from "./answer.ts";
import { refetch } from "./forms.ts";
import { wordsOf } from "./page_words.ts";

const GUARD = "X-Triodesk-Request";

export function watchUploads(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset["uploads"]) return;
    event.preventDefault();
    const file = form.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
    if (file) send(form, form.dataset["uploads"], file);
  });
}

/** `fetch` says nothing of how far it is. */
function send(form: HTMLFormElement, address: string, file: File): void {
  const request = new XMLHttpRequest();
  request.open("POST", address + encodeURIComponent(file.name));
  request.setRequestHeader(GUARD, "1");
  request.setRequestHeader("Content-Type", "application/octet-stream");
  const bar = form.querySelector("progress");
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    if (bar) Object.assign(bar, { hidden: false, max: total || 1, value: loaded });
  });
  const button = form.querySelector("button");
  if (button) button.disabled = true;
  request.addEventListener("loadend", () => {
    if (button) button.disabled = false;
    if (bar) bar.hidden = true;
    const problem = form.querySelector(".problem");
    const isDone = request.status >= 200 && request.status < 300;
    const told = isDone ? "" : refusalOf(problems(), request.status, request.responseText).text;
    if (problem) problem.textContent = told;
    if (isDone) refetch();
  });
  request.send(file);
}

function problems(): Problems {
  return wordsOf("problems");
}
