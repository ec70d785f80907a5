// What can be done with a conversation beside writing, the most wanted first.

import type { Guest } from "../../../../../gateway/web/sdk/index.ts";
import { sessionAt, type DeskModel } from "../../model/desk_model.ts";
import { isAside, isOver, type StaffThread } from "../../model/staff_thread.ts";

export type Act =
  | "transfer" | "keep" | "consult" | "mention" | "copy" | "rate" | "notes" | "end"
  | "watch" | "whisper" | "barge" | "pull" | "leave";

/** Acts of the one who serves, or of who takes part beside him. */
export function actsOf({ me, isSupervisor }: DeskModel, thread: StaffThread): readonly Act[] {
  if (isAside(thread)) return thread.room?.is_open && !isOver(thread) ? ["mention", "leave"] : [];
  const { session } = thread;
  if (!session) return [];
  // What is over is still noted by who served.
  if (session.agent === me && session.state === "closed") return ["notes"];
  if (session.agent === me && session.state === "serving") {
    return [session.transfer ? "keep" : "transfer", "consult", "mention", "copy", "rate", "notes", "end"];
  }
  const own = session.guests.find(({ agent, part }) => agent === me && part !== "called" && part !== "mentioned");
  if (!own) return [];
  return isSupervisor && own.part !== "consulted" ? [...watchingOtherwise(own), "pull", "leave"] : ["leave"];
}

/** What else a supervisor may do beside the agent: who speaks may be still, who is still may speak to either. */
function watchingOtherwise({ part, room }: Guest): readonly Act[] {
  if (part === "speaking") return ["watch"];
  return room ? ["barge"] : ["whisper", "barge"];
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
