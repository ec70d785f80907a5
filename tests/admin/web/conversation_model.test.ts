// A conversation as its pane has it: to whom one speaks, what can be done, and what its head says.

import assert from "node:assert/strict";
import test from "node:test";

import type { ClientEvent, Guest, Room } from "../../../gateway/web/sdk/index.ts";
import { actsOf, leaving } from "../../../admin/web/workbench/conversation/model/acts.ts";
import { headOf, lengthOf } from "../../../admin/web/workbench/conversation/model/head.ts";
import { othersIn, placesOf, voiceOf } from "../../../admin/web/workbench/conversation/model/voice.ts";
import { newThread, withHistory } from "../../../admin/web/workbench/model/staff_thread.ts";
import { board, desk, ME, message, said, session, shown } from "./desk_samples.ts";

const ASIDE = "s1/side-1";

function room(fields: Partial<Room> = {}): ClientEvent {
  const members = [{ agent: ME, name: "Ann" }, { agent: "a2", name: "Bob" }, { agent: "a3", name: "" }];
  return {
    is: "room",
    room: { frame: "ROOM", session: ASIDE, version: 1, room: "side-1", members, last_number: 0, is_open: true, readers: [], ...fields },
  };
}

function guest(part: Guest["part"]): Guest {
  return { agent: ME, name: "Ann", part, room: "", by: "a2", by_name: "Bob", note: "", since: 0, until: 0 };
}

/** In short: whom the agent reaches at a place, or why nobody. */
function voice(place: string, ...events: ClientEvent[]): string {
  const model = desk(...events);
  const found = voiceOf(model, model.threads.get(place)!);
  return found.is === "silent" ? found.why : found.is;
}

const of = (part: Guest["part"]) => shown({ agent: "a2", guests: [guest(part)] });
const OFFER = { id: "o", agent: ME, since: 0, until: 9, agent_name: "Ann" };

test("the visitor hears who serves, and a supervisor who speaks", () => {
  assert.equal(voice("s1", shown()), "visitor");
  assert.equal(voice("s1", of("speaking")), "visitor");
});

test("others are told why they cannot write", () => {
  const silences = (["called", "mentioned", "watching", "consulted"] as const).map((each) => voice("s1", of(each)));
  assert.deepEqual(silences, ["called", "mentioned", "watching", "watching"]);
  assert.equal(voice("s1", shown({ agent: "", state: "offered", offer: OFFER })), "ringing");
  assert.equal(voice("s1", shown({ agent: "a2" })), "others");
  assert.equal(voice("s1", ...said(message(1))), "others");
  assert.equal(voice("s1", shown({ state: "closed" })), "over");
  assert.equal(voice("s1", board({ sessions: ["s1"] }), shown(), board(), shown({ agent: "a2" })), "left");
});

test("in another room staff alone hear it, for as long as it is open", () => {
  assert.equal(voice(ASIDE, room()), "aside");
  assert.equal(voice(ASIDE, room({ is_open: false })), "over");
  assert.equal(voice(ASIDE, room(), shown({ state: "closed" })), "over");
  assert.equal(voice(ASIDE, ...said(message(1, { session: ASIDE }))), "left");
});

test("a session's rooms are found beside it, the visitor's first", () => {
  const model = desk(room(), shown(), shown({ session: "s10" }));
  assert.deepEqual(placesOf(model, ASIDE), ["s1", ASIDE]);
  assert.deepEqual(placesOf(model, "s10"), ["s10"]);
  assert.deepEqual(placesOf(desk(room()), ASIDE), [ASIDE]);
  assert.deepEqual(othersIn(model.threads.get(ASIDE)!, ME), ["Bob", "a3"]);
  assert.deepEqual(othersIn(model.threads.get("s1")!, ME), []);
});

test("acts are those of one's part", () => {
  const acts = (place: string, ...events: ClientEvent[]) => {
    const model = desk(...events);
    return actsOf(model, model.threads.get(place)!).join(" ");
  };
  const transfer = {
    group: "g", agent: "", note: "", by: ME, since: 0, group_name: "", agent_name: "", by_name: "", until: 0,
  };
  assert.equal(acts("s1", shown()), "transfer consult mention copy rate notes end");
  assert.equal(acts("s1", shown({ transfer })), "keep consult mention copy rate notes end");
  assert.equal(acts("s1", shown({ state: "closed" })), "notes");
  assert.equal(acts("s1", of("watching")), "leave");
  assert.equal(acts("s1", of("called")), "");
  const supervises: ClientEvent = {
    is: "connected", role: "supervisor", principal: ME, serverMs: 0, typingPreview: false,
  };
  const watches = (part: Guest["part"], aside = "") =>
    acts("s1", supervises, shown({ agent: "a2", guests: [{ ...guest(part), room: aside }] }));
  assert.equal(watches("watching"), "whisper barge pull leave");
  assert.equal(watches("watching", "side-1"), "barge pull leave");
  assert.equal(watches("speaking", "side-1"), "watch pull leave");
  assert.equal(watches("consulted", "side-1"), "leave");
  assert.equal(acts("s1", ...said(message(1))), "");
  assert.equal(acts(ASIDE, of("consulted"), room()), "mention leave");
  assert.equal(acts(ASIDE, shown(), room()), "mention");
  const bob = { ...guest("consulted"), agent: "a2" };
  assert.equal(acts(ASIDE, shown({ guests: [bob] }), room()), "mention dismiss");
  assert.equal(acts(ASIDE, shown({ state: "closed" }), room()), "");
  assert.equal(acts(ASIDE, room({ is_open: false })), "");
  assert.equal(acts("t1/internal", room({ session: "t1/internal" })), "mention leave");
});

test("the head says with whom, from where, and since when", () => {
  const source = { client_data: "", channel_name: "Web", peer_source: "https://shop.example/", remark: "" };
  const model = desk(...said(message(1), message(2)), shown({ source, visitor_away: true }));
  assert.deepEqual(headOf(model.threads.get("s1")!), {
    name: "Wang", state: "serving", isAway: true, origins: ["Sales", "Web", "https://shop.example/"], since: 1_000, until: 0,
  });
  const over = desk(...said(message(2)), shown({ state: "closed", nickname: "", group_name: "" }));
  assert.deepEqual(headOf(over.threads.get("s1")!), {
    name: "v1", state: "closed", isAway: false, origins: ["g"], since: 0, until: 2_000,
  });
  assert.equal(headOf(desk(room()).threads.get(ASIDE)!), undefined);
  assert.equal(headOf({ ...over.threads.get("s1")!, session: session({ state: "closed" }), messages: [] })?.until, 0);
});

test("a length is told in hours and minutes", () => {
  assert.deepEqual(lengthOf(10), { hours: 0, minutes: 1 });
  assert.deepEqual(lengthOf(61 * 60_000), { hours: 1, minutes: 1 });
});

test("a guest leaves the session, who serves sends the guest away, and an internal conversation is left itself", () => {
  const left = (place: string, ...events: ClientEvent[]) => {
    const model = desk(...events);
    return leaving(model, model.threads.get(place)!);
  };
  assert.deepEqual(left("s1", of("watching")), { session: "s1", agent: "" });
  assert.deepEqual(left(ASIDE, of("consulted"), room()), { session: "s1", agent: "" });
  assert.deepEqual(left(ASIDE, shown(), room()), { session: "s1", agent: "a2" });
  assert.deepEqual(left(ASIDE, shown(), room({ members: [] })), { session: "s1", agent: "" });
  assert.deepEqual(left("t1/internal", room({ session: "t1/internal" })), { session: "t1/internal", agent: "" });
});

test("a page of history goes before what is there, behind it, or instead of what is too far away", () => {
  const numbers = (...page: number[]) => {
    const thread = desk(shown(), ...said(message(4), message(5))).threads.get("s1")!;
    return withHistory(thread, page.map((each) => message(each))).messages.map(({ number }) => number);
  };
  assert.deepEqual(numbers(2, 3, 4), [2, 3, 4, 5]);
  assert.deepEqual(numbers(3, 4, 5, 6, 7), [3, 4, 5, 6, 7]);
  assert.deepEqual(numbers(6), [4, 5, 6]);
  assert.deepEqual(numbers(8, 9), [8, 9]);
  assert.deepEqual(numbers(), [4, 5]);
  assert.deepEqual(withHistory(newThread("s2"), [message(7)]).messages.length, 1);
});
