// Whom a dialog offers: in which order, and who cannot be chosen.

import assert from "node:assert/strict";
import test from "node:test";

import type { Colleague } from "../../../gateway/web/sdk/index.ts";
import { agentTargets, groupTargets, matching, type GroupRow } from "../../../admin/web/workbench/dialogs/model/targets.ts";

function colleague(agent: string, whyNot = "", load = 0, capacity = 4): Colleague {
  return { agent, nickname: agent.toUpperCase(), why_not: whyNot, load, capacity };
}

test("who can take it soonest comes first, who cannot be chosen last", () => {
  const members = new Map([
    ["g", [
      colleague("me"), colleague("off", "offline"), colleague("full", "full", 4), colleague("b", "", 2),
      colleague("a", "", 2), colleague("idle"), colleague("rest", "rest"), colleague("new", "meditating"),
    ]],
  ]);
  const targets = agentTargets(members, "me", "transfer");
  assert.deepEqual(targets.map(({ agent }) => agent), ["idle", "a", "b", "full", "rest", "new", "me", "off"]);
  assert.deepEqual(targets.slice(-2).map(({ obstacle }) => obstacle), ["self", "away"]);
});

test("who is in several groups is offered once", () => {
  const members = new Map([["g", [colleague("a")]], ["h", [colleague("a"), colleague("b")]]]);
  const targets = agentTargets(members, "me", "call");
  assert.deepEqual(targets.map(({ agent }) => agent), ["a", "b"]);
});

test("who is away can be named, but neither called nor given a session", () => {
  const members = new Map([["g", [colleague("a", "disconnected")]]]);
  const obstacles = (["transfer", "call", "mention"] as const).map((each) => agentTargets(members, "me", each)[0]?.obstacle);
  assert.deepEqual(obstacles, ["away", "away", ""]);
});

test("who has no nickname is called by his id, and who may serve nobody is not divided by", () => {
  const nobody = { ...colleague("x", "", 0, 0), nickname: "" };
  const targets = agentTargets(new Map([["g", [nobody, colleague("a", "", 1)]]]), "me", "transfer");
  assert.deepEqual(targets.map(({ name }) => name), ["x", "A"]);
});

function group(id: string, more: Partial<GroupRow> = {}): GroupRow {
  return { group: id, name: id, is_own: false, members: 1, waiting: 0, tags: [], ...more };
}

test("own groups come first, then shorter lines; one without members comes last", () => {
  const groups = [
    group("empty", { members: 0, is_own: true }), group("long", { waiting: 3 }), group("b"), group("a"),
    group("own", { is_own: true, waiting: 9 }),
  ];
  assert.deepEqual(groupTargets(groups).map((each) => each.group), ["own", "a", "b", "long", "empty"]);
});

test("what was typed is looked for in all of its words, in either case", () => {
  const texts = ["Ann ann@x", "Anna b@x", "小红 xiaohong"];
  const found = (typed: string) => matching(texts, typed, (each) => each);
  assert.deepEqual(found(" ann X "), ["Ann ann@x", "Anna b@x"]);
  assert.deepEqual(found("小"), ["小红 xiaohong"]);
  assert.deepEqual(found(""), texts);
});
