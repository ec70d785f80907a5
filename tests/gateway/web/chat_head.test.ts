// What the head of the chat says, what it offers, and what the visitor chose for it.

import assert from "node:assert/strict";
import test from "node:test";

import { ErrorCode, type Session } from "../../../gateway/web/sdk/index.ts";
import * as chat from "../../../gateway/web/visitor/model/chat_model.ts";
import { actsOf, servingOf } from "../../../gateway/web/visitor/model/header.ts";
import { Remembered, forgetful } from "../../../gateway/web/visitor/model/remembered.ts";
import { keepSettings, settingsOf } from "../../../gateway/web/visitor/settings.ts";
import { errorIn, languageOf, loadWords } from "../../../gateway/web/visitor/words.ts";

const [EN, ZH] = [await loadWords("en"), await loadWords("zh-CN")];

function inSession(fields: Partial<Session>): chat.ChatModel {
  const session: Session = {
    frame: "SESSION", session: "s1", version: 1, state: "serving", group: "g", visitor: "v1", agent: "a1",
    last_number: 0, reason: "", nickname: "", offer: null, transfer: null, visitor_away: false,
    handover: null, agent_name: "", group_name: "", source: null, readers: [], rating: 0,
    may_rate: false, variables: [], notes: null, contact: "", guests: [], unread: 0,
    may_ask_human: false, feedback: [], recall_ms: 120_000, ...fields,
  };
  return chat.after(chat.opened(chat.newChat(0), "s1"), { is: "session", session }, 0);
}

test("who serves is said by name, and what happens instead by its state", () => {
  const serving = servingOf(inSession({ agent_name: "小红" }), ZH);
  assert.deepEqual([serving.line, serving.isThere], ["小红 正在为您服务", true]);
  const lines = (["robot", "collecting", "queued", "message_left", "closed"] as const).map(
    (state) => servingOf(inSession({ state }), EN).line,
  );
  assert.deepEqual(lines, [
    EN.stateRobot, EN.stateCollecting, EN.states["queued"], EN.states["message_left"], EN.states["closed"],
  ]);
  assert.equal(servingOf(chat.newChat(0), EN).line, EN.stateConnecting);
  assert.equal(servingOf(chat.newChat(0), EN, true).line, EN.stateRefused);
});

test("a state of a later server is still somebody's service", () => {
  const model = inSession({ state: "napping" as Session["state"] });
  assert.equal(servingOf(model, EN).line, EN.service);
});

test("what is offered is what the service says may be asked for", () => {
  assert.deepEqual(actsOf(inSession({ state: "robot", may_ask_human: true })), ["askHuman", "close"]);
  assert.deepEqual(actsOf(inSession({ may_rate: true })), ["rate", "endService"]);
  assert.deepEqual(actsOf(inSession({ state: "queued" })), ["leaveQueue"]);
  assert.deepEqual(actsOf(inSession({ state: "closed", may_rate: true })), []);
  assert.deepEqual(actsOf(chat.newChat(0)), []);
});

test("what was chosen goes before the link, and that before the browser", () => {
  const kept = new Remembered("web", forgetful(), forgetful());
  const link = { language: "en-GB", theme: "dark" };
  assert.deepEqual(settingsOf(kept, link, ["zh-TW"]), { language: "en", theme: "dark", isLoud: false });
  const bare = { language: "", theme: "" };
  assert.deepEqual(settingsOf(kept, bare, ["fr", "zh-TW"]), { language: "zh-CN", theme: "", isLoud: false });
  const chosen = { language: "zh-CN", theme: "", isLoud: true } as const;
  keepSettings(kept, chosen);
  assert.deepEqual(settingsOf(kept, link, ["en"]), chosen);
});

test("a language that is not ours is answered in English, a code that is not told in general words", () => {
  assert.equal(languageOf("", "fr-FR"), "en");
  assert.equal(languageOf("zh-Hant-TW", "en"), "zh-CN");
  assert.equal(errorIn(EN, ErrorCode.BLOCKED), EN.errors[ErrorCode.BLOCKED]);
  assert.equal(errorIn(ZH, 0), ZH.error);
});

test("both languages know the same words", () => {
  const keys = (value: unknown, at = ""): string[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, each]) => keys(each, `${at}.${key}`))
      : [at];
  assert.deepEqual(keys(EN).sort(), keys(ZH).sort());
});
