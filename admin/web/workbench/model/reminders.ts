// What of an event is worth calling the agent for.

import type { Board, ClientEvent, Message, Notice } from "../../../../gateway/web/sdk/index.ts";
import { partOf, type DeskModel, type Part } from "./desk_model.ts";
import { SILENT } from "./duty.ts";
import type { ReminderKind } from "./preferences.ts";

export type ReminderText =
  | "offer" | "came" | "call" | "mention" | "message"
  | "unanswered" | "autoTransfer" | "handedOver" | "transferRefused" | "transferExpired"
  | "lapsed" | "letItRing" | "statusSet" | "capacitySet";

export interface Reminder {
  readonly kind: ReminderKind;
  /** What is said of it; a phrase's key. */
  readonly text: ReminderText;
  /** Place of the thread; "": it is about the agent himself. */
  readonly session: string;
  /** Of `message`. */
  readonly message?: Message;
}

/** What comes so soon after connecting was there before, in ms: it is shown, and calls nobody. */
export const SETTLING_MS = 2_000;

const NOTICES: Readonly<Partial<Record<Notice["kind"], Pick<Reminder, "kind" | "text">>>> = {
  agent_reminder: { kind: "unanswered", text: "unanswered" },
  auto_transfer: { kind: "transfer", text: "autoTransfer" },
  transfer_refused: { kind: "transfer", text: "transferRefused" },
  transfer_expired: { kind: "transfer", text: "transferExpired" },
};

/** Of what only rang. */
const LAPSED = { kind: "offer", text: "lapsed" } as const;

/** What an event that led from one desk to the next calls for; `now` in ms, of a monotonic clock. */
export function reminderOf(before: DeskModel, after: DeskModel, event: ClientEvent, now: number): Reminder | undefined {
  switch (event.is) {
    case "notice":
      return ofNotice(event.notice, before);
    case "message":
      return ofMessage(event.message, after);
    case "session":
      return ofSession(before, after, event.session.session, now);
    case "board":
      return ofBoard(before.board, event.board, after.me);
    default:
      return undefined;
  }
}

function ofNotice({ kind, session }: Notice, before: DeskModel): Reminder | undefined {
  const wasRinging = partIn(before, session) === "ringing";
  const said = kind === "auto_transfer" && wasRinging ? LAPSED : NOTICES[kind];
  return said && before.threads.has(session) ? { ...said, session } : undefined;
}

/** What others, or a rule, made of his status; what he did himself he knows. */
function ofBoard(before: Board | undefined, board: Board, me: string): Reminder | undefined {
  const isOthers = board.by !== "" && board.by !== me;
  const isNew = before !== undefined && before.status !== board.status;
  if (isNew && board.reason === SILENT) return { kind: "offer", text: "letItRing", session: "" };
  if (isNew && isOthers) return { kind: "transfer", text: "statusSet", session: "" };
  if (before !== undefined && before.capacity !== board.capacity) return { kind: "transfer", text: "capacitySet", session: "" };
  return undefined;
}

/** By another, where the agent takes part, and not of what was there when it was shown first. */
function ofMessage(message: Message, { threads, me, ended }: DeskModel): Reminder | undefined {
  const { session, role, sender, number, body } = message;
  const thread = threads.get(session);
  const last = (thread?.session ?? thread?.room)?.last_number;
  const isOwn = role === "agent" && sender === me;
  const isNews = last !== undefined && number > last;
  if (isOwn || !isNews || ended.includes(session) || body.kind === "recall") return undefined;
  if (role !== "visitor" && role !== "agent") return undefined;
  return { kind: "message", text: "message", session, message };
}

function ofSession(before: DeskModel, after: DeskModel, id: string, now: number): Reminder | undefined {
  const [was, is] = [partIn(before, id), partIn(after, id)];
  const session = after.threads.get(id)?.session;
  const own = (desk: DeskModel) => desk.threads.get(id)?.session?.guests.find(({ agent }) => agent === desk.me);
  if (is === "ringing" && session?.offer?.id !== before.threads.get(id)?.session?.offer?.id) {
    return handed(session?.transfer != null, "offer", id);
  }
  if (is === was) {
    const isAgain = own(after)?.part === "mentioned" && own(after)?.since !== own(before)?.since;
    return isAgain ? { kind: "mention", text: "mention", session: id } : undefined;
  }
  if (is === "called") return { kind: "mention", text: "call", session: id };
  if (is === "guest" && own(after)?.part === "mentioned") return { kind: "mention", text: "mention", session: id };
  const isSettled = after.connection.is === "online" && now - after.connection.since >= SETTLING_MS;
  // What he has taken himself is no news to him.
  const isGiven = is === "serving" && was !== "ringing" && isSettled;
  return isGiven ? handed(session?.handover != null, "came", id) : undefined;
}

function handed(isHandedOver: boolean, otherwise: ReminderText, session: string): Reminder {
  return isHandedOver
    ? { kind: "transfer", text: "handedOver", session }
    : { kind: "offer", text: otherwise, session };
}

function partIn(desk: DeskModel, id: string): Part {
  const thread = desk.threads.get(id);
  return thread ? partOf(desk, thread) : "none";
}
