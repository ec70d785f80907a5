// The head of a conversation: with whom, from where, since when, and how it stands.

import type { Session } from "../../../../../gateway/web/sdk/index.ts";
import type { StaffThread } from "../../model/staff_thread.ts";

export interface Head {
  /** The visitor's, as far as it is known. */
  readonly name: string;
  readonly state: Session["state"];
  readonly isAway: boolean;
  /** Skill group, channel, page or peer that it came from, as far as they are known. */
  readonly origins: readonly string[];
  /** When it began, in ms since the epoch; 0: its first message is not here. */
  readonly since: number;
  /** When the last was said, where it is over; else 0: it goes on. */
  readonly until: number;
}

/** undefined: its state was not told, or it is no visitor's. */
export function headOf({ session, messages }: StaffThread): Head | undefined {
  if (!session) return undefined;
  const { nickname, visitor, state, visitor_away: isAway, group, group_name: groupName, source } = session;
  const from = [groupName || group, source?.channel_name ?? "", source?.peer_source ?? ""];
  return {
    name: nickname || visitor, state, isAway,
    origins: [...new Set(from.filter(Boolean))],
    since: messages[0]?.number === 1 ? messages[0].at : 0,
    until: state === "closed" ? (messages.at(-1)?.at ?? 0) : 0,
  };
}

const MINUTE_MS = 60_000;

/** So long, in whole hours and minutes; less than a minute counts as one. */
export function lengthOf(ms: number): { readonly hours: number; readonly minutes: number } {
  const minutes = Math.max(1, Math.floor(ms / MINUTE_MS));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
