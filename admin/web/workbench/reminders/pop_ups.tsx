// Calls the agent: by tones, by notes in the page, by notes of the desktop.

import { useEffect, useRef, useState } from "preact/hooks";

import { nameOf } from "../model/rows.ts";
import type { Reminders } from "../model/preferences.ts";
import type { Reminder } from "../model/reminders.ts";
import { Icon } from "../parts/icon.tsx";
import { goTo, isAtDesk } from "../places.tsx";
import { summaryOf } from "../sessions/summary.ts";
import type { ViewProps } from "../view.ts";
import { errorIn } from "../words.ts";
import { ring } from "./sound.ts";
import "./pop_ups.css";

/** A note stays for so long, in ms. */
const SHOWN_MS = 8_000;
/** More would cover what is worked at. */
const MAX_NOTES = 4;

interface Note {
  readonly key: number;
  /** What it leads to; "": nothing. */
  readonly session: string;
  readonly title: string;
  readonly text: string;
  readonly isProblem: boolean;
}

export interface PopUpsProps extends ViewProps {
  readonly reminders: Reminders;
}

export function PopUps({ desk, words, reminders }: PopUpsProps) {
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const count = useRef(0);
  const drop = (key: number) => setNotes((before) => before.filter((each) => each.key !== key));
  const show = (note: Omit<Note, "key">) => {
    const key = (count.current += 1);
    setNotes((before) => [...before.filter((each) => !note.session || each.session !== note.session), { ...note, key }].slice(-MAX_NOTES));
    setTimeout(() => drop(key), SHOWN_MS);
  };
  const open = (session: string) => {
    goTo("desk");
    desk.select(session);
  };
  const remind = (reminder: Reminder) => {
    const ways = reminders[reminder.kind];
    const { session } = reminder;
    const isWatched = document.visibilityState === "visible" && document.hasFocus();
    const isInView = isWatched && isAtDesk() && session !== "" && desk.model.selected === session;
    if (reminder.kind === "message" && isInView) return;
    const thread = desk.model.threads.get(session);
    const by = desk.model.board?.by_name || desk.model.board?.by || "";
    const title = words.reminders.texts[reminder.text](thread ? nameOf(desk.model, thread) : by);
    const text = reminder.message ? summaryOf(reminder.message.body, words.sessions.bodies) : "";
    if (ways.sound) void ring(reminder.kind);
    // What rings has a bar of its own.
    const hasBar = reminder.text === "offer" || reminder.text === "call";
    if (ways.popUp && !isInView && !hasBar) show({ session, title, text, isProblem: false });
    if (ways.desktop && !isWatched) notify(title, text, session, () => open(session));
  };
  useEffect(
    () => desk.on((news) => {
      if (news.is === "reminder") remind(news.reminder);
      if (news.is === "refused") show({ session: "", title: errorIn(words, news.code), text: "", isProblem: true });
    }),
    [desk, words, reminders],
  );
  return (
    <section class="pop-ups" aria-label={words.reminders.title} aria-live="polite">
      {notes.map((note) => (
        <div key={note.key} class={note.isProblem ? "pop-up pop-up--problem" : "pop-up"}>
          <p><b>{note.title}</b>{note.text && <span class="pop-up-text">{note.text}</span>}</p>
          {note.session && (
            <button type="button" onClick={() => (drop(note.key), open(note.session))}>{words.reminders.open}</button>
          )}
          <button type="button" class="tool" aria-label={words.reminders.dismiss} onClick={() => drop(note.key)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  );
}

/** One note for each session: a newer one takes its place. */
function notify(title: string, body: string, tag: string, open: () => void): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  try {
    const note = new Notification(title, { body, tag });
    note.onclick = () => {
      window.focus();
      open();
      note.close();
    };
  } catch {
    // Phones let only service workers call: the page calls by sound then.
  }
}
