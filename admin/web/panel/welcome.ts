// Who comes in by a link: the form that it is for. What the link holds is in the address's fragment, which no
// server logs, and is taken from there so that the browser's history does not keep it.

export function showWelcome(): void {
  const page = document.getElementById("welcome");
  if (!page) return;
  const given = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  const [kind, text] = given.startsWith("founding=") ? ["founding", given.slice(9)] : ["invitation", given];
  for (const form of page.querySelectorAll<HTMLFormElement>("form")) {
    if (!text || form.id !== kind) {
      form.remove();
      continue;
    }
    form.hidden = false;
    const place = form.elements.namedItem(kind);
    if (place instanceof HTMLInputElement) place.value = text;
  }
  const missing = page.querySelector<HTMLElement>("[data-missing]");
  if (missing) missing.hidden = text !== "";
  page.querySelector<HTMLInputElement>("form input:not([type=hidden])")?.focus();
}
