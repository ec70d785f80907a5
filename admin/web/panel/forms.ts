// Forms and buttons that change something: sent as JSON, their answers and refusals shown.
//
// In the markup: `hx-post` and its like name the route; `data-done` where to go afterwards, with values of the
// answer as `{id}` (else the page is fetched again, or the part of it that `data-part` selects); `data-told` what
// is said then; `data-shows` the dialog that shows the answer; with `data-stays` a script of the page shows it.

import htmx from "htmx.org";

import { addressWith, parsedAnswer, refusalOf, textAt, type Problems } from "./answer.ts";
import { bodyOf, type Given } from "./form_body.ts";
import { ask, openDialog } from "./dialogs.ts";
import { say, wordsOf } from "./page_words.ts";
import { expecting, keepUp } from "./versions.ts";

const GUARD = "X-Triodesk-Request";
const OPERATION = "Idempotency-Key";

interface Sent {
  readonly elt: HTMLElement;
  readonly xhr: XMLHttpRequest;
  readonly requestConfig: { readonly verb: string };
  readonly successful?: boolean;
}

/** Of acts whose outcome is not known: the same once more is done once. */
const operations = new WeakMap<Element, string>();

export function watchForms(): void {
  const problems = wordsOf("problems") as Problems;
  htmx.defineExtension("json", {
    encodeParameters: (_xhr: XMLHttpRequest, _parameters: FormData, elt: Node) => JSON.stringify(bodyFrom(elt)),
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const request = (event as CustomEvent).detail as {
      headers: Record<string, string>;
      elt: HTMLElement;
      verb: string;
      path: string;
    };
    const { headers, elt, verb } = request;
    if (verb === "get") return;
    request.path = expecting(elt, request.path);
    headers[GUARD] = "1";
    headers["Content-Type"] = "application/json";
    headers[OPERATION] = operations.get(elt) ?? newOperation();
    operations.set(elt, headers[OPERATION]);
  });
  document.addEventListener("input", ({ target }) => forgetOperation(target));
  document.addEventListener("htmx:confirm", (event) => {
    const { question, issueRequest } = (event as CustomEvent).detail as {
      question: string | null;
      issueRequest: (skips: boolean) => void;
    };
    if (!question) return;
    event.preventDefault();
    void ask(question).then((isAgreed) => isAgreed && issueRequest(true));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const sent = (event as CustomEvent<Sent>).detail;
    if (sent.requestConfig.verb === "get") return;
    if (sent.successful) succeed(sent);
    else refuse(sent, problems);
  });
}

function succeed({ elt, xhr }: Sent): void {
  operations.delete(elt);
  const answer = parsedAnswer(xhr.responseText);
  const { done, told, shows, part } = elt.dataset;
  if (done) {
    location.assign(addressWith(done, answer));
    return;
  }
  if ("stays" in elt.dataset) return;
  elt.closest("dialog")?.close();
  if (shows) {
    showAnswer(shows, answer);
    return;
  }
  say(told ?? wordsOf("panel-words")["saved"] ?? "");
  keepUp(answer);
  refetch(part);
}

/** The page once more, or a part of it by its selector, as the service has it now. */
export function refetch(part = "#main"): void {
  const { pathname, search } = location;
  const fetched = htmx.ajax("get", pathname + search, { target: part, select: part, swap: "outerHTML" });
  void fetched.then(keepPlace);
}

/** What had the keyboard is another now, or gone: the keyboard goes on with the page, not with its head. */
function keepPlace(): void {
  if (document.activeElement === document.body) document.querySelector("main")?.focus({ preventScroll: true });
}

function showAnswer(id: string, answer: unknown): void {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return;
  for (const place of dialog.querySelectorAll<HTMLElement>("[data-value]")) {
    place.textContent = textAt(answer, place.dataset["value"] ?? "");
  }
  for (const code of dialog.querySelectorAll<SVGElement>("[data-qr]")) drawQr(code, answer);
  for (const part of dialog.querySelectorAll<HTMLElement>("[data-if]")) {
    part.hidden = !textAt(answer, part.dataset["if"] ?? "");
  }
  for (const button of dialog.querySelectorAll<HTMLElement>("[data-copies]")) button.hidden = !navigator.clipboard;
  dialog.addEventListener("close", () => refetch(), { once: true });
  openDialog(dialog);
}

/** A QR code as the service tells it: see `admin/qr_code.py`. */
function drawQr(place: SVGElement, answer: unknown): void {
  const name = place.dataset["qr"] ?? "";
  const modules = textAt(answer, `${name}.modules`);
  place.setAttribute("viewBox", `0 0 ${modules} ${modules}`);
  place.querySelector("path")?.setAttribute("d", textAt(answer, `${name}.path`));
}

function refuse({ elt, xhr }: Sent, problems: Problems): void {
  const { code, text } = refusalOf(problems, xhr.status, xhr.responseText);
  if (xhr.status && code !== "unavailable") operations.delete(elt);
  const place = elt.querySelector(".problem");
  if (place) place.textContent = text;
  else say(text, true);
}

function forgetOperation(target: EventTarget | null): void {
  const form = target instanceof Element ? target.closest("form") : null;
  if (!form) return;
  operations.delete(form);
  const place = form.querySelector(".problem");
  if (place) place.textContent = "";
}

function bodyFrom(elt: Node): object {
  if (!(elt instanceof HTMLFormElement)) return {};
  const inputs = [...elt.elements].filter((each) => isInput(each) && !each.disabled) as Input[];
  const lists = [...elt.querySelectorAll<HTMLElement>("[data-list]")].map((each) => each.dataset["list"] ?? "");
  return bodyOf(inputs.map(givenOf), lists);
}

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function isInput(element: Element): element is Input {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

function givenOf(input: Input): Given {
  const isBox = input instanceof HTMLInputElement && (input.type === "checkbox" || input.type === "radio");
  return {
    name: input.name,
    value: input.value,
    as: input.dataset["as"] ?? "",
    isChecked: input instanceof HTMLInputElement && input.checked,
    isBox,
    isLeftOut: "optional" in input.dataset,
  };
}

/** `crypto.randomUUID` is missing where the page came by http. */
function newOperation(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
}
