// What can be done with a conversation beside writing, the most wanted first.

import type { Guest } from "../../../../../gateway/web/sdk/index.ts";
import { sessionAt, type DeskModel } from "../../model/desk_model.ts";
import { isAside, isOver, type StaffThread } from "../../model/staff_thread.ts";

export type Act =
  | "transfer" | "keep" | "consult" | "mention" | "copy" | "rate" | "notes" | "end"
  | "watch" | "whisper" | "barge" | "pull" | "leave" | "dismiss";

/** Acts of the one who serves, or of who takes part beside him. */
export function actsOf(model: DeskModel, thread: StaffThread): readonly Act[] {
  const { session } = thread;
  if (isAside(thread)) return isOver(thread) ? [] : asideActs(model, thread);
  if (!session) return [];
  const { me, isSupervisor } = model;
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

/** A guest leaves; who serves can send away whom he called himself, but no supervisor. */
function asideActs(model: DeskModel, thread: StaffThread): readonly Act[] {
  const whole = model.threads.get(sessionAt(thread.id));
  if (!whole?.session) return ["mention", "leave"];
  if (isOver(whole)) return [];
  if (whole.session.agent !== model.me) return ["mention", "leave"];
  const part = whole.session.guests.find(({ agent }) => agent === colleagueIn(model, thread))?.part;
  return part === "consulted" ? ["mention", "dismiss"] : ["mention"];
}

/**
 * What to leave, or, of one's own session, whom to send away.
 *
 * A guest leaves the session, with its side room; an internal conversation is left itself.
 */
export function leaving(model: DeskModel, thread: StaffThread): { readonly session: string; readonly agent: string } {
  const whole = model.threads.get(sessionAt(thread.id));
  if (!isAside(thread) || !whole?.session) return { session: thread.id, agent: "" };
  return { session: whole.id, agent: whole.session.agent === model.me ? colleagueIn(model, thread) : "" };
}

/** The other one of a side room; "": not known. */
function colleagueIn({ me }: DeskModel, { room }: StaffThread): string {
  return room?.members.find(({ agent }) => agent !== me)?.agent ?? "";
}
