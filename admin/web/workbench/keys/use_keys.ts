// The keyboard of the whole workbench.

import { useEffect } from "preact/hooks";

import type { Desk } from "../desk.ts";
import { partOf, sessionAt } from "../model/desk_model.ts";
import { longestWaiting, neighbour, sectionsOf } from "../model/rows.ts";
import { goTo } from "../places.tsx";
import { actOf, type KeyAct, type Keymap } from "./keymap.ts";

/** In document order; F6 goes from one to the next, as in programs of many panes. */
const PANES = [".sessions", ".middle", ".side"];
/** What is turned to in a pane: the first of these that is there. */
const TARGETS = ["textarea", "[aria-current=true]", "[aria-selected=true]", "button:not(:disabled)"];

export function useKeys(desk: Desk, keymap: Keymap, onHelp: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      if (event.key === "F6") return nextPane(event);
      const act = actOf(event, isWriting(event.target), keymap);
      // In a dialog only its own keys count.
      if (!act || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      act === "help" ? onHelp() : obey(desk, act);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [desk, keymap, onHelp]);
}

function obey(desk: Desk, act: Exclude<KeyAct, "help">): void {
  const sections = sectionsOf(desk.model);
  const { selected } = desk.model;
  switch (act) {
    case "next":
      return choose(desk, neighbour(sections, selected, 1));
    case "previous":
      return choose(desk, neighbour(sections, selected, -1));
    case "longest":
      return choose(desk, longestWaiting(sections));
    case "accept": {
      const first = sections.ringing[0];
      if (!first) return;
      goTo("desk");
      return void desk.accept(first.id);
    }
    default:
      return onServed(desk, act);
  }
}

/** What is done with the session that is looked at, where the agent serves it. */
function onServed(desk: Desk, act: "transfer" | "rate" | "end" | "notes"): void {
  const session = sessionAt(desk.model.selected);
  const thread = desk.model.threads.get(session);
  if (!thread || partOf(desk.model, thread) !== "serving") return;
  if (act === "rate") void desk.act((agent) => agent.conversation(session).inviteRating());
  else desk.dialogs.open(act, session);
}

function choose(desk: Desk, place: string): void {
  if (!place) return;
  goTo("desk");
  desk.select(place);
}

function nextPane(event: KeyboardEvent): void {
  const panes = PANES.flatMap((each) => [...document.querySelectorAll<HTMLElement>(each)]);
  const targets = panes.flatMap((pane) => targetIn(pane) ?? []);
  const at = targets.findIndex((each) => each.closest(PANES.join())?.contains(document.activeElement));
  const next = targets.at((at + (event.shiftKey ? -1 : 1)) % (targets.length || 1));
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Undefined: the pane is not shown, or nothing in it can be turned to. */
function targetIn(pane: HTMLElement): HTMLElement | undefined {
  if (pane.offsetParent === null) return undefined;
  return TARGETS.map((each) => pane.querySelector<HTMLElement>(each)).find((each) => each?.offsetParent != null) ?? undefined;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isField = target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
  return isField || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
