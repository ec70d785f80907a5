// The client's machine without a transport: what is promised over reconnects, refusals and holes.

import assert from "node:assert/strict";
import test from "node:test";

import { ClientCore, RETRY_MS, type Question } from "../../../gateway/web/sdk/core/client_core.ts";
import { FLIGHT_MS } from "../../../gateway/web/sdk/core/outbox.ts";
import { REQUEST_MS } from "../../../gateway/web/sdk/core/requests.ts";
import { PROBE_MS } from "../../../gateway/web/sdk/core/watchdog.ts";
import type { ClientEvent } from "../../../gateway/web/sdk/core/events.ts";
import type { SentBody } from "../../../gateway/web/sdk/core/terms.ts";
import { Unsendable } from "../../../gateway/web/sdk/shape.ts";
import { VISITOR_CODEC } from "../../../gateway/web/sdk/visitor_frames.ts";
import {
  CloseCode, ErrorCode, MAX_TEXT_CHARS, type ClientFrame, type ServerFrame,
} from "../../../gateway/web/sdk/wire.ts";
import { SERVER, message, ok, requestOf, session, texts, welcome } from "./server_side.ts";

/** A client, and a server that says what a test tells it to. */
class World {
  now = 1_000;
  readonly core: ClientCore;
  readonly events: ClientEvent[] = [];

  constructor(random = () => 0) {
    let ids = 0;
    this.core = new ClientCore({
      codec: VISITOR_CODEC,
      client: { name: "test" },
      random,
      newId: () => `id${(ids += 1)}`,
    });
  }

  connect(window = 32): ClientFrame[] {
    this.core.useTicket("t");
    this.core.connected(this.now);
    const hello = this.said();
    this.hear(welcome(window));
    return hello;
  }

  hear(...frames: ServerFrame[]): void {
    this.events.push(...this.core.receive(SERVER.encode(frames), this.now));
  }

  cut(code = 1006): void {
    this.events.push(...this.core.disconnected(code, this.now));
  }

  wait(ms: number): void {
    this.now += ms;
    this.events.push(...this.core.onTime(this.now));
  }

  said(): ClientFrame[] {
    const frames: ClientFrame[] = [];
    for (let data = this.core.nextMessage(this.now); data; data = this.core.nextMessage(this.now)) {
      frames.push(...SERVER.decode(data));
    }
    return frames;
  }

  post(text: string, session = "s1"): string {
    const send = this.core.compose(session, { kind: "text", text });
    this.core.send(send);
    return send.cid;
  }

  told(is: ClientEvent["is"]): ClientEvent[] {
    return this.events.filter((each) => each.is === is);
  }
}

test("a message is sent once more after a cut, under its id, and told once", () => {
  const world = new World();
  world.connect();
  const cid = world.post("hi");
  assert.deepEqual(texts(world.said()), ["hi"]);
  world.cut();
  assert.ok(world.core.connectAt >= world.now);
  const [hello] = world.connect();
  assert.deepEqual(hello?.frame === "HELLO" && hello.positions, { s1: 0 });
  world.hear(message(1, { role: "visitor", sender: "v1", cid })); // it had arrived before the cut
  const again = world.said();
  assert.deepEqual(texts(again), []);
  assert.equal(world.told("confirmed").length, 1);
  assert.equal(world.told("message").length, 1);
  assert.deepEqual(world.core.pending, []);
});

test("what was not taken before the cut goes out again, in the order in which it was given", () => {
  const world = new World();
  world.connect();
  for (const text of ["1", "2", "3"]) world.post(text);
  assert.deepEqual(texts(world.said()), ["1"]); // one of a session is in flight at a time
  world.cut();
  world.connect();
  for (const [at, text] of ["1", "2", "3"].entries()) {
    const said = world.said();
    assert.deepEqual(texts(said), [text]);
    world.hear(ok(requestOf(said[0]), { number: at + 1, at: 7 }));
  }
  assert.deepEqual(world.told("confirmed").map((each) => "number" in each && each.number), [1, 2, 3]);
  assert.equal(world.told("message").length, 3);
});

test("a refusal for now keeps the order; one for good is told with what was said", () => {
  const world = new World();
  world.connect();
  world.post("1");
  world.post("2");
  world.hear(ok(requestOf(world.said()[0]), { code: ErrorCode.RATE, retry_ms: 2_000 }));
  assert.deepEqual(world.said(), []);
  assert.equal(world.core.nextDeadline, world.now + 2_000);
  world.wait(2_000);
  const again = world.said();
  assert.deepEqual(texts(again), ["1"]);
  world.hear(ok(requestOf(again[0]), { code: ErrorCode.CLOSED }));
  const [refused] = world.told("refused");
  assert.ok(refused?.is === "refused" && refused.code === ErrorCode.CLOSED);
  assert.deepEqual(refused.body, { kind: "text", text: "1" });
  assert.deepEqual(texts(world.said()), ["2"]);
});

test("a refusal for now without a time waits a little by itself", () => {
  const world = new World();
  world.connect();
  world.post("1");
  world.hear(ok(requestOf(world.said()[0]), { code: ErrorCode.UNAVAILABLE }));
  world.wait(RETRY_MS - 1);
  assert.deepEqual(world.said(), []);
  world.wait(1);
  assert.deepEqual(texts(world.said()), ["1"]);
});

test("a message whose answer was lost is sent again on the same connection", () => {
  const world = new World();
  world.connect();
  world.post("1");
  world.said();
  world.wait(FLIGHT_MS - 1);
  world.hear({ frame: "PING", number: 3 });
  assert.deepEqual(world.said(), [{ frame: "PONG", number: 3 }]);
  world.wait(1);
  assert.deepEqual(texts(world.said()), ["1"]);
});

test("a close waits for the messages before it, and holds those behind it", () => {
  const world = new World();
  world.connect();
  world.post("before");
  world.core.ask({ frame: "CLOSE", session: "s1" }, world.now);
  world.post("behind");
  world.post("elsewhere", "s2");
  const first = world.said();
  assert.deepEqual(texts(first), ["before", "elsewhere"]);
  world.hear(ok(requestOf(first[0]), { number: 1 }));
  const [close, ...others] = world.said();
  assert.equal(close?.frame, "CLOSE");
  assert.deepEqual(others, []);
  world.hear(ok(requestOf(close)));
  assert.equal(world.told("answered").length, 1);
  assert.deepEqual(texts(world.said()), ["behind"]);
});

test("a request is asked again under its operation after a cut, and ends at its deadline", () => {
  const world = new World();
  world.connect();
  const request = world.core.ask({ frame: "OPEN" }, world.now);
  const [open] = world.said();
  world.cut();
  world.connect();
  assert.deepEqual(world.said(), [open]);
  world.hear(ok(request, { session: "s9" }));
  world.cut();
  const [hello] = world.connect();
  assert.deepEqual(hello?.frame === "HELLO" && hello.positions, { s9: 0 });
  const late = world.core.ask({ frame: "ASK_HUMAN", session: "s9" }, world.now);
  world.wait(REQUEST_MS);
  assert.deepEqual(world.told("expired"), [{ is: "expired", request: late }]);
});

test("a hole is asked for, and nothing behind it is told before it is filled", () => {
  const world = new World();
  world.connect();
  world.hear(message(1), message(3));
  assert.deepEqual(world.said(), [{ frame: "SYNC", positions: { s1: 1 } }]);
  world.hear(message(2), message(3));
  const numbers = world.told("message").map((each) => each.is === "message" && each.message.number);
  assert.deepEqual(numbers, [1, 2, 3]);
  world.hear({ frame: "GAP", session: "s1", upto: 3 });
  assert.deepEqual(world.said(), [{ frame: "SYNC", positions: { s1: 3 } }]);
});

test("a server that was restored from a backup is believed on its first word of a connection", () => {
  const world = new World();
  world.connect();
  world.hear(message(1), message(2), message(3), session({ last_number: 3, version: 9 }));
  world.cut();
  world.connect();
  world.hear(session({ last_number: 1, version: 4 }), message(2));
  assert.equal(world.core.position("s1"), 2);
});

test("typing is thinned out, ends with a message, and is not said of a time without a connection", () => {
  const world = new World();
  world.core.setTyping("s1", true, "h", world.now);
  world.connect();
  assert.deepEqual(world.said(), []);
  for (const preview of ["h", "he", "hel"]) world.core.setTyping("s1", true, preview, world.now);
  const [first, ...more] = world.said();
  assert.ok(first?.frame === "SET_TYPING" && first.preview === "h");
  assert.deepEqual(more, []);
  world.wait(3_000);
  const [later] = world.said();
  assert.ok(later?.frame === "SET_TYPING" && later.preview === "hel");
  world.core.setTyping("s1", false, "", world.now);
  const [stop] = world.said();
  assert.ok(stop?.frame === "SET_TYPING" && !stop.is_typing);
  world.core.setTyping("s1", true, "x", world.now);
  world.post("x");
  assert.deepEqual(world.said().map((each) => each.frame), ["SEND"]);
});

test("an indicator is gone after its time, and after its sender's message; an overtaken one is void", () => {
  const world = new World();
  world.connect();
  const typing = {
    frame: "TYPING", session: "s1", room: "visitor", role: "agent", sender: "a1", is_typing: true,
    ttl_ms: 5_000, after: 0, preview: "", name: "A",
  } as const;
  world.hear(typing, typing);
  assert.equal(world.told("typing").length, 1);
  world.wait(5_000);
  assert.deepEqual(world.told("typing").map((each) => each.is === "typing" && each.isTyping), [true, false]);
  world.hear(typing, message(1), typing);
  assert.deepEqual(world.told("typing").map((each) => each.is === "typing" && each.isTyping),
    [true, false, true, false]);
});

test("receipts are said once a second, as far as the person was shown, and show what became of ours", () => {
  const world = new World();
  world.connect();
  world.hear(message(1), message(2), session({ last_number: 2, unread: 2 }));
  assert.equal(world.core.unread("s1"), 2);
  assert.deepEqual(world.said(), [{ frame: "READ", session: "s1", room: "visitor", delivered: 2, read: 0 }]);
  world.core.read("s1");
  assert.deepEqual(world.said(), []);
  world.wait(1_000);
  assert.deepEqual(world.said(), [{ frame: "READ", session: "s1", room: "visitor", delivered: 2, read: 2 }]);
  assert.equal(world.core.unread("s1"), 0);
  assert.equal(world.core.delivery("s1", 3), "sent");
  const receipt = { frame: "RECEIPT", session: "s1", room: "visitor", role: "agent", sender: "a1" } as const;
  world.hear({ ...receipt, delivered: 3, read: 0 });
  assert.equal(world.core.delivery("s1", 3), "delivered");
  world.hear({ ...receipt, delivered: 3, read: 3 }, { ...receipt, delivered: 2, read: 1 });
  assert.equal(world.core.delivery("s1", 3), "read");
  assert.equal(world.told("receipt").length, 2);
});

test("what was read is said before the session is closed: it would be heard no more", () => {
  const world = new World();
  world.connect();
  world.hear(message(1), session({ last_number: 1 }));
  assert.deepEqual(world.said().map(({ frame }) => frame), ["READ"]);
  world.core.read("s1");
  world.core.ask({ frame: "CLOSE", session: "s1" }, world.now);
  const [last, close] = world.said();
  assert.deepEqual(last, { frame: "READ", session: "s1", room: "visitor", delivered: 1, read: 1 });
  assert.equal(close?.frame, "CLOSE");
});

test("a silent server is left; a close code says whether to come back", () => {
  const world = new World();
  world.connect();
  world.wait(29_999);
  assert.equal(world.core.closeWanted, undefined);
  world.wait(1);
  assert.equal(world.core.closeWanted, CloseCode.HEARTBEAT);
  world.cut(CloseCode.HEARTBEAT);
  assert.ok(world.core.connectAt < Infinity);
  world.connect();
  world.cut(CloseCode.BAD_TICKET);
  assert.equal(world.core.connectAt, Infinity);
  assert.deepEqual(world.told("stopped"), [{ is: "stopped", code: CloseCode.BAD_TICKET, refusal: "" }]);
});

test("what is no frame breaks the connection and nothing else", () => {
  const world = new World();
  world.connect();
  world.events.push(...world.core.receive(new Uint8Array([0xc1]), world.now));
  assert.equal(world.core.closeWanted, CloseCode.PROTOCOL);
  assert.equal(world.told("error").length, 1);
});

test("what no server would take never leaves: neither a message nor a request, and nothing is left of it", () => {
  const world = new World();
  world.connect();
  const film = { kind: "video", id: "a".repeat(8), name: "f.mp4", type: "video/mp4", size: 1, duration_ms: 0 } as const;
  const bodies: SentBody[] = [
    { kind: "text", text: "" },
    { kind: "text", text: "x".repeat(MAX_TEXT_CHARS + 1) },
    { kind: "product", header: "h", url: "javascript:alert(1)" },
    { ...film, width: 0, height: 0 },
    { kind: "hologram" } as unknown as SentBody,
  ];
  for (const body of bodies) {
    const send = world.core.compose("s1", body);
    assert.throws(() => world.core.send(send), Unsendable, JSON.stringify(body));
  }
  const questions: Question[] = [
    { frame: "GET_HISTORY", session: "s1", limit: 101 },
    { frame: "GET_HISTORY", session: "s1", before: -1 },
    { frame: "GET_HISTORY", session: "s1", before: 0.5 },
    { frame: "OPEN", group: 7 as unknown as string },
  ];
  for (const question of questions) {
    assert.throws(() => world.core.ask(question, world.now), Unsendable, JSON.stringify(question));
  }
  assert.deepEqual([world.said(), world.core.pending], [[], []]);
});

test("characters are counted as people do, and half a pair is replaced", () => {
  const world = new World();
  world.connect();
  world.post("😀".repeat(MAX_TEXT_CHARS));
  assert.equal(world.said().length, 1);
  world.post("a\ud800", "s2");
  assert.deepEqual(texts(world.said()), ["a\ufffd"]);
});

test("a client with a language that is none is refused before it connects", () => {
  const client = { name: "test", language: "x".repeat(17) };
  const settings = { codec: VISITOR_CODEC, client, random: () => 0, newId: () => "id" };
  assert.throws(() => new ClientCore(settings), Unsendable);
});

test("a doubted connection is asked once, and left when nobody answers soon", () => {
  const world = new World();
  world.connect();
  world.core.hurry(world.now);
  world.core.hurry(world.now);
  assert.deepEqual(world.said(), [{ frame: "PING", number: 0 }]);
  world.hear({ frame: "PONG", number: 0 });
  world.wait(PROBE_MS);
  assert.equal(world.core.closeWanted, undefined);
  world.core.hurry(world.now);
  world.wait(PROBE_MS);
  assert.equal(world.core.closeWanted, CloseCode.HEARTBEAT);
});

test("who hurries does not wait, but as long as the server asked for", () => {
  const world = new World(() => 1);
  world.connect();
  world.cut();
  assert.ok(world.core.connectAt > world.now);
  world.core.hurry(world.now);
  assert.equal(world.core.connectAt, world.now);
  world.connect();
  world.hear({ frame: "GO_AWAY", code: CloseCode.GOAWAY, retry_ms: 700 });
  world.cut(CloseCode.GOAWAY);
  world.core.hurry(world.now);
  assert.equal(world.core.connectAt, world.now + 700);
});
