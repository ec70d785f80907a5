// The routing record as an agent reads it (Q15).

import assert from "node:assert/strict";
import test from "node:test";

import type { Why, WhyLook, WhyStep } from "../../../gateway/web/sdk/index.ts";
import { groupsLookedAt, whyRows } from "../../../admin/web/workbench/side/model/why_rows.ts";
import { EN } from "../../../admin/web/workbench/side/words_en.ts";
import { ZH } from "../../../admin/web/workbench/side/words_zh.ts";

function step(what: string, more: Partial<WhyStep> = {}): WhyStep {
  return { at: 1, what, agent: "", group: "", detail: "", look: null, by: "", agent_name: "", group_name: "", ...more };
}

function look(more: Partial<WhyLook> = {}): WhyLook {
  return {
    at: 2, group: "g", strategy: "longest_idle", level: 0, waited_ms: 61_000, position: 2, chosen: "",
    candidates: 0, first: [], excluded: [], ...more,
  };
}

function why(steps: readonly WhyStep[], more: Partial<Why> = {}): Why {
  return { frame: "WHY", request: 1, session: "s", state: "queued", steps, now: null, is_cut: false, ...more };
}

const textsOf = (steps: readonly WhyStep[]) =>
  whyRows(why(steps), EN).map(({ text, details }) => [text, ...details].join(" · "));

test("each step is told by its names, with what it took and who did it", () => {
  const told = textsOf([
    step("opened", { detail: "web" }),
    step("stage", { detail: "robot" }),
    step("handed_over", { detail: "asked" }),
    step("server_answered", { detail: "failed/code 7: no", group: "g" }),
    step("server_answered", { detail: "no_answer" }),
    step("learnt", { detail: "order=7" }),
    step("queued", { group: "g", group_name: "Help", detail: "hand/asked", by: "a1" }),
    step("assigned", { agent: "a1", agent_name: "Ann", detail: "accepted" }),
  ]);
  assert.deepEqual(told, [
    "Opened by the visitor · channel web",
    "With the robot",
    "The robot hands over · the visitor asked for a person",
    "Business server: g · says that it failed · code 7: no",
    "The business server answered · no answer",
    "Learnt order=7",
    "In line of Help · by hand · by Ann",
    "Served by Ann · accepted",
  ]);
});

test("words of a later server are shown as they are", () => {
  assert.deepEqual(textsOf([step("teleported", { agent: "a1", detail: "x/beam" }), step("stage", { detail: "limbo" })]), [
    "teleported a1 · x · beam", "limbo",
  ]);
});

test("what was left out is said behind the first step", () => {
  const rows = whyRows(why([step("opened"), step("closed")], { is_cut: true }), EN);
  assert.deepEqual(rows.map(({ kind }) => kind), ["step", "cut", "step"]);
});

test("a look tells place, choice and who was excluded, by name where one is known", () => {
  const known = step("offered", { agent: "a1", agent_name: "小红", group: "g", group_name: "售后" });
  const now = look({
    candidates: 0, excluded: [{ reason: "full", count: 7, first: ["a1", "a2"] }, { reason: "asleep", count: 1, first: ["a3"] }],
  });
  const rows = whyRows(why([known], { now }), ZH);
  assert.deepEqual(rows.at(-1), {
    kind: "now", at: 2, text: "现在", details: [],
    look: ["售后 第 2 位，已等 1 分 1 秒", "没有可分配的客服", "排除 7 人，已满：小红、a2、…", "排除 1 人，asleep：a3"],
  });
});

test("names that were found out beside it are told, too", () => {
  const now = look({ candidates: 2, first: ["a1", "a2"] });
  const record = why([step("offered", { agent: "a1", agent_name: "小红", look: look({ group: "h" }) })], { now });
  assert.equal(whyRows(record, EN, new Map([["a2", "小兰"], ["a1", "old"]])).at(-1)?.look[1], "2 could serve it: 小红, 小兰");
  assert.deepEqual(groupsLookedAt(record), ["h", "g"]);
});

test("a choice names whom, and how; without one those who could", () => {
  const chosen = step("offered", { agent: "a1", look: look({ chosen: "a1", candidates: 3, first: ["a1"] }) });
  assert.equal(whyRows(why([chosen]), EN)[0]?.look[1], "chose a1 (longest idle) of 3 who could serve it");
  const waits = why([], { now: look({ candidates: 1, first: ["a2"], strategy: "dice" }) });
  assert.equal(whyRows(waits, EN)[0]?.look[1], "1 could serve it: a2");
});
