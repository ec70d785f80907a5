// Dialogs of a page: opened and closed by `data-opens` and `data-closes`; the question before an act.

import { wordsOf } from "./page_words.ts";

export function openDialog(dialog: HTMLDialogElement): void {
  if (!dialog.open) dialog.showModal();
}

export function watchDialogs(): void {
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const opener = target.closest<HTMLElement>("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset["opens"] ?? "");
    if (opener && dialog instanceof HTMLDialogElement) {
      closeMenu(opener.closest("details[open]"));
      openDialog(dialog);
    }
    if (target.closest("[data-closes]")) target.closest("dialog")?.close();
    for (const open of document.querySelectorAll("details.acts[open]")) {
      if (!open.contains(target)) open.removeAttribute("open");
    }
    const copier = target.closest<HTMLElement>("[data-copies]");
    if (copier) copy(copier);
  });
  document.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape" || !(target instanceof Element)) return;
    closeMenu(target.closest("details.acts[open]"));
  });
}

/** What had the keyboard in it is gone: its head has it, also when a dialog that it opened is closed. */
function closeMenu(menu: Element | null): void {
  menu?.removeAttribute("open");
  menu?.querySelector("summary")?.focus();
}

/** Whether an act is to be done. */
export function ask(question: string): Promise<boolean> {
  const words = wordsOf("panel-words");
  const dialog = document.createElement("dialog");
  dialog.className = "question";
  const text = document.createElement("p");
  text.textContent = question;
  const buttons = document.createElement("div");
  buttons.className = "buttons";
  dialog.setAttribute("aria-label", question);
  buttons.append(button(words["cancel"] ?? "", "quiet", () => dialog.close()));
  buttons.append(button(words["confirm"] ?? "", "primary", () => dialog.close("yes")));
  dialog.append(text, buttons);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

function button(text: string, look: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = text;
  made.addEventListener("click", onClick);
  return made;
}

function copy(copier: HTMLElement): void {
  const named = copier.dataset["copies"] ?? "";
  const source = copier.closest("dialog, section, main")?.querySelector(`[data-value="${CSS.escape(named)}"]`);
  const done = wordsOf("panel-words")["copied"] ?? "";
  const text = source?.textContent ?? "";
  void navigator.clipboard?.writeText(text).then(() => (copier.textContent = done), () => undefined);
}
