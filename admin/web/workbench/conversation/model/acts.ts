// What can be done with a conversation beside writing, the most wanted first.

import { sessionAt, type DeskModel } from "../../model/desk_model.ts";
import { isAside, isOver, type StaffThread } from "../../model/staff_thread.ts";

export type Act =
  | "transfer" | "keep" | "consult" | "mention" | "copy" | "rate" | "notes" | "end" | "leave";

/** Acts of the one who serves, or of who takes part beside him. */
export function actsOf({ me }: DeskModel, thread: StaffThread): readonly Act[] {
  if (isAside(thread)) return thread.room?.is_open && !isOver(thread) ? ["mention", "leave"] : [];
  const { session } = thread;
  if (!session) return [];
  // What is over is still noted by who served.
  if (session.agent === me && session.state === "closed") return ["notes"];
  if (session.agent === me && session.state === "serving") {
    return [session.transfer ? "keep" : "transfer", "consult", "mention", "copy", "rate", "notes", "end"];
  }
  const isThere = session.guests.some(({ agent, part }) => agent === me && part !== "called" && part !== "mentioned");
  return isThere ? ["leave"] : [];
}

/**
 * What to leave: a session as its guest, with its side room, or an internal conversation.
 *
 * Who serves stays; he sends the colleague of a side room away.
 */
export function leaving({ me, threads }: DeskModel, thread: StaffThread): { readonly session: string; readonly agent: string } {
  const whole = threads.get(sessionAt(thread.id));
  if (!isAside(thread) || !whole?.session) return { session: thread.id, agent: "" };
  const guest = whole.session.agent === me ? thread.room?.members.find(({ agent }) => agent !== me) : undefined;
  return { session: whole.id, agent: guest?.agent ?? "" };
}
