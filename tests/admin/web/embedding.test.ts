// What a business system's page is told, and what the two windows take from each other.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { ClientEvent } from "../../../gateway/web/sdk/index.ts";
import { marked } from "../../../gateway/web/widget/frame_messages.ts";
import type { Told } from "../../../admin/web/embed/api.ts";
import { readFromPage, readFromSeat, type FromPage, type FromSeat } from "../../../admin/web/embed/messages.ts";
import { NEW_SEAT, after } from "../../../admin/web/workbench/embedded/seat_events.ts";
import { CONNECTED, board, notice, offer, shown } from "./desk_samples.ts";

function toldBy(...events: readonly ClientEvent[]): readonly Told[] {
  let seat = NEW_SEAT;
  const all: Told[] = [];
  for (const event of [CONNECTED, ...events]) {
    const [next, told] = after(seat, event);
    seat = next;
    all.push(...told);
  }
  return all;
}

const HERE = board({ status: "free", sessions: [] });
const RINGS = shown({ state: "offered", agent: "", offer: offer({ since: 1_000, until: 21_000 }) });
const MINE = shown({});

test("the first board makes it ready, and each status is told once", () => {
  const told = toldBy(HERE, HERE, board({ status: "not_ready" }));
  assert.deepEqual(told, [
    { name: "statusChanged", detail: { status: "free" } },
    { name: "ready", detail: {} },
    { name: "statusChanged", detail: { status: "notReady" } },
  ]);
});

test("what rings, is taken and is closed is told in turn, each once", () => {
  const closed = shown({ state: "closed", reason: "client" });
  const told = toldBy(HERE, RINGS, RINGS, MINE, MINE, closed, closed).slice(2);
  assert.deepEqual(told.map(({ name }) => name), ["callIn", "userAccessed", "sessionEnded"]);
  assert.deepEqual(told[2]?.detail, { sessionId: "s1", closeBy: "client" });
});

test("a call says what the page that the visitor is on said of him", () => {
  const source = { client_data: "order=7", channel_name: "shop", peer_source: "ad", remark: "vip" };
  const [, , call] = toldBy(HERE, shown({ state: "offered", agent: "", offer: offer({ since: 0, until: 20_000 }), source }));
  assert.deepEqual(call?.detail, {
    sessionId: "s1", type: "im", timeout: 20, nickname: "Wang",
    remark: "vip", peerSource: "ad", channelName: "shop", clientData: "order=7",
  });
  const [, , bare] = toldBy(HERE, shown({ state: "offered", agent: "", offer: offer({ since: 5_000, until: 0 }) }));
  assert.equal((bare?.detail as { timeout: number }).timeout, 0);
});

test("what he serves when the page opens is nothing new, whichever comes first", () => {
  const names = (told: readonly Told[]) => told.map(({ name }) => name);
  assert.deepEqual(names(toldBy(MINE, board({ sessions: ["s1"] }))), ["statusChanged", "ready"]);
  assert.deepEqual(names(toldBy(board({ sessions: ["s1"] }), MINE)), ["statusChanged", "ready"]);
  assert.deepEqual(names(toldBy(board({ sessions: ["s1"] }), RINGS)), ["statusChanged", "ready", "callIn"]);
});

test("what others take over is a transfer, what merely rang is none", () => {
  const theirs = shown({ agent: "a2" });
  assert.deepEqual(toldBy(HERE, MINE, theirs).at(-1), { name: "transfer", detail: { sessionId: "s1" } });
  assert.equal(toldBy(HERE, RINGS, theirs).at(-1)?.name, "callIn");
  assert.deepEqual(toldBy(notice("auto_transfer")), [{ name: "autoTransfer", detail: { sessionId: "s1" } }]);
  assert.deepEqual(toldBy(notice("agent_reminder")), []);
});

test("after an outage a board says which sessions have left him, and they can come again", () => {
  const free = board({ sessions: [] });
  const told = toldBy(HERE, MINE, CONNECTED, free, free, MINE).slice(2);
  assert.deepEqual(told.map(({ name }) => name), ["userAccessed", "transfer", "userAccessed"]);
  const off = toldBy(HERE, MINE, CONNECTED, board({ status: "offline", sessions: [] })).slice(3);
  assert.deepEqual(off.map(({ name }) => name), ["statusChanged", "transfer"]);
  // What only rang is silent, and rings again when it does.
  const rang = toldBy(HERE, RINGS, CONNECTED, free, RINGS).slice(2);
  assert.deepEqual(rang.map(({ name }) => name), ["callIn", "callIn"]);
});

test("a board takes nothing away of which the sessions themselves tell", () => {
  const without = board({ sessions: [] });
  const closed = shown({ state: "closed", reason: "timer" });
  const names = (...events: readonly ClientEvent[]) => toldBy(HERE, MINE, ...events).slice(3).map(({ name }) => name);
  assert.deepEqual(names(without, closed), ["sessionEnded"]);
  assert.deepEqual(names(CONNECTED, MINE, without, closed), ["sessionEnded"]);
  assert.deepEqual(names(CONNECTED, closed, without), ["sessionEnded"]);
  assert.deepEqual(names(CONNECTED, board({ sessions: ["s1"] }), without, closed), ["sessionEnded"]);
});

const FROM_SEAT: readonly FromSeat[] = [
  { say: "hello" },
  { say: "event", told: { name: "ready", detail: {} } },
  { say: "rings", isRinging: true },
  { say: "answer", call: 1, fault: "" },
];
const FROM_PAGE: readonly FromPage[] = [
  { say: "enter", token: "t" },
  { say: "call", call: 1, what: { act: "accept", session: "s" } },
  { say: "call", call: 2, what: { act: "transfer", session: "s", group: "g", agent: "" } },
  { say: "call", call: 3, what: { act: "setStatus", status: "rest", reason: "lunch" } },
];

test("what is said is read as it was said", () => {
  for (const said of FROM_SEAT) assert.deepEqual(readFromSeat({ ...marked(said) }), { ...said });
  for (const said of FROM_PAGE) assert.deepEqual(readFromPage({ ...marked(said) }), { ...said });
});

test("all else is not for us", () => {
  for (const said of [
    undefined, null, 7, "hello", {}, { say: "hello" },
    ...[
      { say: "shout" }, { say: "event" }, { say: "event", told: { name: "toString", detail: {} } },
      { say: "event", told: { name: "ready", detail: null } }, { say: "event", told: null },
      { say: "rings", isRinging: 1 }, { say: "answer", call: "1", fault: "" }, { say: "enter", token: 7 }, { say: "call", call: 1 },
      { say: "call", call: 1, what: { act: "fire", session: "s" } }, { say: "call", call: 1, what: { act: "accept" } },
      { say: "call", call: 1, what: { act: "toString" } }, { say: "call", call: 1, what: { act: 7 } },
      { say: "call", call: "1", what: { act: "end", session: "s" } },
    ].map((each) => ({ ...marked(each) })),
  ]) {
    assert.equal(readFromSeat(said), undefined);
    assert.equal(readFromPage(said), undefined);
  }
});
