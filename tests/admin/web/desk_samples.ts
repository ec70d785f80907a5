// Frames of an agent's connection, for tests that care for some fields alone.

import type { Board, ClientEvent, Guest, Message, Notice, Offer, Room, Session } from "../../../gateway/web/sdk/index.ts";
import * as desks from "../../../admin/web/workbench/model/desk_model.ts";
import type { DeskModel } from "../../../admin/web/workbench/model/desk_model.ts";

/** The agent's own id. */
export const ME = "a1";

export function message(number: number, fields: Partial<Message> = {}): Message {
  return {
    frame: "MESSAGE", session: "s1", room: "visitor", number, role: "visitor", sender: "v1", name: "Wang",
    body: { kind: "text", text: `text ${number}` }, at: 1_000 * number, cid: "", is_answer: false, ...fields,
  };
}

/** The agent's own. */
export function own(number: number, fields: Partial<Message> = {}): Message {
  return message(number, { role: "agent", sender: ME, name: "Ann", ...fields });
}

/** One that the agent serves. */
export function session(fields: Partial<Session> = {}): Session {
  return {
    frame: "SESSION", session: "s1", version: 1, state: "serving", group: "g", visitor: "v1", agent: ME,
    last_number: 0, reason: "", nickname: "Wang", offer: null, transfer: null, visitor_away: false,
    handover: null, agent_name: "Ann", group_name: "Sales", source: null, readers: [], rating: 0,
    may_rate: false, variables: [], notes: null, contact: "", guests: [], unread: 0,
    may_ask_human: false, feedback: [], recall_ms: 120_000, ...fields,
  };
}

/** An offer to the agent. */
export function offer(fields: Partial<Offer> = {}): Offer {
  return { id: "o1", agent: ME, since: 1, until: 2, agent_name: "", ...fields };
}

/** The agent, where he takes part without serving. */
export function guest(fields: Partial<Guest> = {}): Guest {
  return {
    agent: ME, name: "Ann", part: "watching", room: "", by: "a2", by_name: "Ben", note: "", since: 1, until: 0,
    ...fields,
  };
}

export function room(fields: Partial<Room> = {}): ClientEvent {
  return {
    is: "room",
    room: {
      frame: "ROOM", session: "s1/side-1", version: 1, room: "side-1", members: [], last_number: 0,
      is_open: true, readers: [], ...fields,
    },
  };
}

export function notice(kind: Notice["kind"], session = "s1"): ClientEvent {
  return { is: "notice", notice: { frame: "NOTICE", session, kind, agent: ME, at: 0, agent_name: "" } };
}

export function board(fields: Partial<Board> = {}): ClientEvent {
  return {
    is: "board",
    board: {
      frame: "BOARD", version: 1, status: "free", capacity: 3, sessions: [], reason: "", wrap_up_until: 0,
      by: "", by_name: "", visits: [], ...fields,
    },
  };
}

export function shown(fields: Partial<Session> = {}): ClientEvent {
  return { is: "session", session: session(fields) };
}

export function said(...messages: Message[]): ClientEvent[] {
  return messages.map((each) => ({ is: "message", message: each }));
}

export const CONNECTED: ClientEvent = {
  is: "connected", role: "agent", principal: ME, serverMs: 0, typingPreview: true,
};

/** A desk that was told so, from the first connection on. */
export function desk(...events: ClientEvent[]): DeskModel {
  return run(desks.newDesk(0), CONNECTED, ...events);
}

export function run(model: DeskModel, ...events: ClientEvent[]): DeskModel {
  return events.reduce((before, event) => desks.after(before, event, 0), model);
}
