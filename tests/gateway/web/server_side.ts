// What tests of a client say as its server.

import assert from "node:assert/strict";

import { Codec } from "../../../gateway/web/sdk/codec.ts";
import {
  ASK_HUMAN, CLOSE, ERR, GAP, GET_HISTORY, GO_AWAY, HELLO, MESSAGE, OPEN, PING, PONG, READ, RECEIPT, RES,
  SEND, SESSION, SET_TYPING, SYNC, TYPING, WELCOME,
  type ClientFrame, type Message, type ServerFrame, type Session, type Welcome,
} from "../../../gateway/web/sdk/wire.ts";

/** The server's side of the codec. */
export const SERVER = new Codec<ClientFrame, ServerFrame>(
  [HELLO, PING, PONG, OPEN, SEND, READ, SET_TYPING, SYNC, CLOSE, ASK_HUMAN, GET_HISTORY],
  [WELCOME, PING, PONG, GO_AWAY, ERR, RES, MESSAGE, RECEIPT, TYPING, SESSION, GAP],
);

export function welcome(window = 32): Welcome {
  const limits = {
    heartbeat_ms: 20_000, max_frame_bytes: 65_536, window, max_text_chars: 4_000,
    frames_per_second: 5, burst_frames: 20,
  };
  return {
    frame: "WELCOME", connection: "c", role: "visitor", principal: "v1", server_ms: 5_000, limits,
    minor: 13, typing_preview: true, name: "V",
  };
}

export function message(number: number, more: Partial<Message> = {}): Message {
  return {
    frame: "MESSAGE", session: "s1", room: "visitor", number, role: "agent", sender: "a1", name: "A",
    body: { kind: "text", text: `m${number}` }, at: number, cid: "", is_answer: false, ...more,
  };
}

export function session(more: Partial<Session> = {}): Session {
  return {
    frame: "SESSION", session: "s1", version: 1, state: "serving", group: "g", visitor: "v1",
    agent: "a1", last_number: 0, reason: "", nickname: "", offer: null, transfer: null,
    visitor_away: false, handover: null, agent_name: "", group_name: "", source: null, readers: [],
    rating: 0, may_rate: false, variables: [], notes: null, contact: "", guests: [], unread: 0,
    may_ask_human: false, feedback: [], recall_ms: 120_000, ...more,
  };
}

export function ok(request: number, more: object = {}): ServerFrame {
  return {
    frame: "RES", request, code: 0, text: "", session: "", number: 0, at: 0, retry_ms: 0, ...more,
  } as ServerFrame;
}

export function texts(frames: readonly ClientFrame[]): string[] {
  return frames.flatMap((each) => (each.frame === "SEND" && each.body.kind === "text" ? [each.body.text] : []));
}

export function requestOf(frame: ClientFrame | undefined): number {
  assert.ok(frame && "request" in frame);
  return frame.request;
}
