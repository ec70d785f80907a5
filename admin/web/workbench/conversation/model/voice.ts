// To whom an agent speaks at a place, or why he does not.

import type { DeskModel } from "../../model/desk_model.ts";
import { sessionAt } from "../../model/desk_model.ts";
import { isAside, isOver, type StaffThread } from "../../model/staff_thread.ts";

/** Why nothing can be written. */
export type Silence = "ringing" | "called" | "mentioned" | "watching" | "over" | "left" | "others";

export type Voice =
  /** The visitor hears it. */
  | { readonly is: "visitor" }
  /** Staff alone hear it. */
  | { readonly is: "aside" }
  | { readonly is: "silent"; readonly why: Silence };

/** What the agent can say there. */
export function voiceOf({ me, ended, threads }: DeskModel, thread: StaffThread): Voice {
  const { session, room } = thread;
  // A side room ends with its session.
  const whole = threads.get(sessionAt(thread.id));
  if (isOver(thread) || (whole && isOver(whole))) return silent("over");
  if (isAside(thread)) return room && !ended.includes(thread.id) ? { is: "aside" } : silent("left");
  if (!session) return silent("others");
  if (session.state === "serving" && session.agent === me) return { is: "visitor" };
  if (session.offer?.agent === me) return silent("ringing");
  switch (session.guests.find((each) => each.agent === me)?.part) {
    case "speaking":
      return { is: "visitor" };
    case "called":
      return silent("called");
    case "mentioned":
      return silent("mentioned");
    case "watching":
    case "consulted":
      return silent("watching");
    case undefined:
      return silent(ended.includes(thread.id) ? "left" : "others");
  }
}

function silent(why: Silence): Voice {
  return { is: "silent", why };
}

/** The places of a session that the agent knows, the visitor's first; one is no choice. */
export function placesOf({ threads }: DeskModel, place: string): readonly string[] {
  const session = sessionAt(place);
  const rooms = [...threads.keys()].filter((each) => each.startsWith(`${session}/`));
  return threads.has(session) ? [session, ...rooms] : rooms;
}

/** Who else is in a room, by name as far as it is known. */
export function othersIn({ room }: StaffThread, me: string): readonly string[] {
  return (room?.members ?? []).filter(({ agent }) => agent !== me).map(({ agent, name }) => name || agent);
}
