// What is to be known before one writes: who handed it over, that it is leaving, who calls, who cannot see it.

import type { ComponentChildren } from "preact";

import { sessionAt } from "../model/desk_model.ts";
import { isAside, type StaffThread } from "../model/staff_thread.ts";
import type { ViewProps } from "../view.ts";

export interface StripsProps extends ViewProps {
  readonly thread: StaffThread;
}

export function Strips(props: StripsProps) {
  const { desk, words: { conversation: words }, thread } = props;
  if (isAside(thread)) return <Aside {...props} />;
  const { session } = thread;
  if (!session) return null;
  const { handover, transfer, agent } = session;
  const to = transfer && (transfer.agent_name || transfer.agent || transfer.group_name || transfer.group);
  return (
    <>
      {handover && agent === desk.model.me && (
        <Strip is="note"><strong>{words.handover(handover.agent_name || handover.agent)}</strong> {handover.note}</Strip>
      )}
      {to && <Strip is="note">{words.leaving(to)} {transfer.note}</Strip>}
      <Invited {...props} />
    </>
  );
}

/** Whoever was called aside was asked something: it stands over what is said there. */
function Aside({ desk, words: { conversation: words }, thread: { id } }: StripsProps) {
  const session = sessionAt(id);
  const guests = desk.model.threads.get(session)?.session?.guests ?? [];
  const called = guests.find(({ room, note }) => note && `${session}/${room}` === id);
  return (
    <>
      <Strip is="aside">{words.unseen}</Strip>
      {called && <Strip is="note"><strong>{called.by_name || called.by}:</strong> {called.note}</Strip>}
    </>
  );
}

/** A colleague calls, or has named the agent here. */
function Invited({ desk, words: { conversation: words }, thread: { id, session } }: StripsProps) {
  const own = session?.guests.find(({ agent }) => agent === desk.model.me);
  if (!own) return null;
  const answer = (isAccepted: boolean) => () =>
    void desk.act((agent) => agent.ask({ frame: "ANSWER_CALL", session: id, is_accepted: isAccepted }));
  const by = own.by_name || own.by;
  if (own.part === "called") {
    return (
      <Strip is="call">
        <strong>{words.calls(by)}</strong> {own.note}
        <button type="button" class="talk-strip-yes" onClick={answer(true)}>{words.come}</button>
        <button type="button" onClick={answer(false)}>{words.stayAway}</button>
      </Strip>
    );
  }
  if (own.part !== "mentioned") return null;
  // What is said is not sent to him: he reads it when he likes.
  return (
    <Strip is="call">
      <strong>{by}:</strong> {own.note}
      <button type="button" onClick={() => void desk.loadNewest(id)}>{words.readOn}</button>
    </Strip>
  );
}

function Strip({ is, children }: { readonly is: "aside" | "note" | "call"; readonly children: ComponentChildren }) {
  return <p class={`talk-strip talk-strip--${is}`} role={is === "call" ? "alert" : "note"}>{children}</p>;
}
