// The observer's page: what is live in it is fetched again while somebody looks, until he pauses it.
//
// Not while he writes, reads an opened trace or is asked something: it would be gone under his eyes.

import htmx from "htmx.org";

const REFRESH_MS = 2_000;

let isPaused = false;

export function show(): void {
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.id === "pause") isPaused = target.checked;
  });
  // What was done fetches the whole page again, and its box with it.
  document.addEventListener("htmx:afterSwap", showPause);
  for (const failed of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(failed, () => live()?.classList.add("is-stale"));
  }
  setInterval(refresh, REFRESH_MS);
}

function refresh(): void {
  const part = live();
  if (!part || isPaused || document.hidden || isInUse(part)) return;
  void htmx.ajax("get", location.pathname + location.search, { target: part, select: "#live", swap: "outerHTML" });
}

function isInUse(part: HTMLElement): boolean {
  const focused = document.activeElement;
  const writes = focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement;
  if (writes && part.contains(focused)) return true;
  if (document.querySelector("dialog[open]") || part.querySelector("details[open]")) return true;
  return getSelection()?.isCollapsed === false;
}

function live(): HTMLElement | null {
  return document.getElementById("live");
}

function showPause(): void {
  const box = document.getElementById("pause");
  if (box instanceof HTMLInputElement) box.checked = isPaused;
}
