// Rows of a list to choose from, and of what a supervisor watches.

import assert from "node:assert/strict";
import test from "node:test";

import type { Queue, Serving, Sessions, Waiting } from "../../../gateway/web/sdk/index.ts";
import { Dialogs } from "../../../admin/web/workbench/dialogs/dialogs.ts";
import { servingRows, turnText, waitingMarks, waitingRows } from "../../../admin/web/workbench/dialogs/model/live_rows.ts";
import { agentOption, groupOption, kept, moved, searchText, type Option } from "../../../admin/web/workbench/dialogs/model/options.ts";
import { EN as DIALOGS } from "../../../admin/web/workbench/dialogs/words_en.ts";
import { ZH as DIALOGS_ZH } from "../../../admin/web/workbench/dialogs/words_zh.ts";
import { EN as SIDE } from "../../../admin/web/workbench/side/words_en.ts";

const { exclusions } = SIDE.why;

test("a group is offered with its line; one without members cannot be chosen", () => {
  const row = { group: "g", name: "Help", is_own: false, members: 2, waiting: 3, tags: [] };
  const option = groupOption(row, DIALOGS);
  assert.deepEqual([option.detail, option.isOpen, option.isFree], ["2 agents · 3 waiting", true, false]);
  assert.equal(groupOption({ ...row, waiting: 0 }, DIALOGS).isFree, true);
  const empty = groupOption({ ...row, members: 0 }, DIALOGS_ZH);
  assert.deepEqual([empty.detail, empty.isOpen], ["没有客服", false]);
});

test("an agent is offered with status and load, and why he cannot be chosen", () => {
  const target = { agent: "a1", name: "小红", whyNot: "full", load: 4, capacity: 4, obstacle: "" } as const;
  const option = agentOption(target, DIALOGS, exclusions);
  assert.deepEqual([option.key, option.detail, option.isFree], ["agent a1", "full · 4/4", false]);
  assert.equal(searchText(option), "小红  a1");
  const row = { agent: "a1", name: "小红", email: "hong@x.io", staff_number: "07" };
  assert.equal(searchText(agentOption(target, DIALOGS, exclusions, row)), "小红 hong@x.io 07 a1");
  const away = agentOption({ ...target, whyNot: "asleep", obstacle: "away" }, DIALOGS, exclusions);
  assert.deepEqual([away.detail, away.isOpen], ["asleep · 4/4", false]);
  const own = agentOption({ ...target, whyNot: "", obstacle: "self" }, DIALOGS, exclusions);
  assert.deepEqual([own.detail, own.isOpen, own.isFree], ["this is you", false, false]);
});

function option(key: string, isOpen = true): Option {
  return { key, kind: "agent", id: key, name: key, known: "", detail: "", isFree: true, isOpen };
}

test("arrows pass over what cannot be chosen, and go round", () => {
  const options = [option("a"), option("b", false), option("c")];
  const keys = (key: string, step: number) => moved(options, key, step)?.key;
  assert.deepEqual([keys("a", 1), keys("c", 1), keys("a", -1), keys("", 1), keys("", -1)], ["c", "a", "c", "a", "c"]);
  assert.equal(moved([option("b", false)], "", 1), undefined);
});

test("what was chosen stays while the list is narrowed to it, else the first is", () => {
  const options = [option("a"), option("c")];
  assert.deepEqual([kept(options, "c")?.key, kept(options, "x")?.key, kept([], "a")], ["c", "a", undefined]);
});

function serving(session: string, more: Partial<Serving> = {}): Serving {
  return { session, nickname: "", agent: "", agent_name: "", since: 0, turn: 1, unanswered: false, ...more };
}

function waiting(session: string, more: Partial<Waiting> = {}): Waiting {
  return {
    session, position: 1, waited_ms: 0, priority: 0, returned: false, only: [], nickname: "", channel: "", ...more,
  };
}

test("of several groups those come first who wait for an answer, each once", () => {
  const sessions = (group: string, ...rows: Serving[]): Sessions => ({ frame: "SESSIONS", request: 1, group, rows, is_cut: false });
  const rows = servingRows([
    sessions("g", serving("answered"), serving("late", { unanswered: true, turn: 9 })),
    sessions("h", serving("first", { unanswered: true, turn: 2 }), serving("late", { unanswered: true, turn: 9 })),
  ]);
  assert.deepEqual(rows.map(({ session, group }) => [session, group]), [["first", "h"], ["late", "h"], ["answered", "g"]]);
});

test("of several lines who waits longest comes first", () => {
  const queue = (group: string, public_name: string, ...entries: Waiting[]): Queue => ({
    frame: "QUEUE", request: 1, group, public_name, waiting: entries.length, entries,
  });
  const rows = waitingRows([
    queue("g", "Help", waiting("a", { waited_ms: 5 }), waiting("b", { waited_ms: 2 })),
    queue("h", "", waiting("c", { waited_ms: 3 })),
  ]);
  assert.deepEqual(rows.map(({ session, groupName }) => [session, groupName]), [["a", "Help"], ["c", "h"], ["b", "Help"]]);
});

test("whose word was the last is told with how long ago", () => {
  const asked = serving("s", { unanswered: true });
  const words = { side: SIDE, dialogs: DIALOGS };
  assert.deepEqual(
    [asked, { ...asked, unanswered: false }, { ...asked, turn: 0 }].map((each) => turnText(each, 60_001, words)),
    ["unanswered for 1 min", "answered 1 min ago", "no messages yet"],
  );
});

test("who waits is marked with what puts him before others", () => {
  const marked = waiting("s", { priority: 3, returned: true, only: ["a", "b"], channel: "web" });
  assert.deepEqual(waitingMarks(marked, DIALOGS), ["web", "returned", "priority 3", "only a, b"]);
  assert.deepEqual(waitingMarks(waiting("s"), DIALOGS), []);
});

test("one dialog is open at a time, and whoever listens is told", () => {
  const dialogs = new Dialogs();
  const heard: (string | undefined)[] = [];
  const stop = dialogs.on(() => heard.push(dialogs.current?.kind));
  dialogs.open("transfer", "s1");
  dialogs.open("live");
  dialogs.close();
  stop();
  dialogs.open("talk");
  assert.deepEqual(heard, ["transfer", "live", undefined]);
  assert.deepEqual(dialogs.current, { kind: "talk", about: "" });
});
