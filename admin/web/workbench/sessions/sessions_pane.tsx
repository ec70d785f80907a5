// The left pane: the agent's sessions.

import { partOf, type DeskModel } from "../model/desk_model.ts";
import type { StaffThread } from "../model/staff_thread.ts";
import { unread } from "../model/staff_thread.ts";
import type { ViewProps } from "../view.ts";
import "./sessions.css";

export function SessionsPane({ desk, words }: ViewProps) {
  const { model } = desk;
  const shown = [...model.threads.values()].filter((each) => partOf(model, each) !== "none");
  return (
    <nav class="sessions" aria-label={words.sessions.title}>
      {shown.length === 0 && <p>{words.sessions.empty}</p>}
      <ul>
        {shown.map((thread) => (
          <li key={thread.id}>
            <Row {...{ desk, words, thread }} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Row({ desk, words, thread }: ViewProps & { readonly thread: StaffThread }) {
  const { model } = desk;
  const part = partOf(model, thread);
  const offer = thread.session?.offer;
  return (
    <>
      <button type="button" aria-current={thread.id === model.selected} onClick={() => desk.select(thread.id)}>
        {nameOf(model, thread)} {unread(thread, model.me) || ""}
      </button>
      {part === "ringing" && offer && (
        <button type="button" onClick={() => desk.act((agent) => agent.accept(thread.id, offer.id))}>
          {words.sessions.accept}
        </button>
      )}
    </>
  );
}

function nameOf({ me }: DeskModel, { session, room, id }: StaffThread): string {
  if (session) return session.nickname || session.visitor;
  return room?.members.filter((each) => each.agent !== me).map((each) => each.name || each.agent).join(", ") || id;
}
