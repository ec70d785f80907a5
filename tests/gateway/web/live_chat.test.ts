// When the chat begins a session, and what becomes of what cannot be sent.

import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";

import { ErrorCode } from "../../../gateway/web/sdk/index.ts";
import { LiveChat } from "../../../gateway/web/visitor/live_chat.ts";
import { Remembered, forgetful } from "../../../gateway/web/visitor/model/remembered.ts";
import { service, type Answer } from "./http_service.ts";
import { FakeSocket, newPlatform, until } from "./platform.ts";
import { ok, requestOf, session } from "./server_side.ts";

const TEXT = { kind: "text", text: "hello" } as const;
const GIVEN: Answer = [200, JSON.stringify({
  ticket: "t", expires_ms: 1_600_000, server_ms: 1_000_000, visitor: "v1", refresh_token: "r", gateway: "ws://there/v1",
  channel: { id: "web", name: "", account: "" },
})];

test.beforeEach(() => void newPlatform());

/** A chat whose last session was `s1`, on a connection that the server has welcomed. */
async function begun(context: TestContext, isShown: boolean): Promise<{ live: LiveChat; socket: FakeSocket }> {
  const { http } = await service(context, GIVEN);
  const remembered = new Remembered("web", forgetful(), forgetful());
  const live = LiveChat.start({ http, channel: "web", group: "", last: "s1", isShown, remembered });
  context.after(() => live.close());
  await until(() => FakeSocket.all.length === 1);
  FakeSocket.last.welcome();
  return { live, socket: FakeSocket.last };
}

function opens(socket: FakeSocket): number {
  return socket.heard.filter((each) => each.frame === "OPEN").length;
}

/** The server answers what was asked last, once that is an OPEN more than `before`. */
async function answered(socket: FakeSocket, before: number, answer: object): Promise<void> {
  await until(() => opens(socket) > before);
  socket.say(ok(requestOf(socket.heard.findLast((each) => each.frame === "OPEN")), answer));
}

test("who is not looked at hears the last session, and begins one only when somebody looks", async (context) => {
  const { live, socket } = await begun(context, false);
  const [hello] = socket.heard;
  assert.deepEqual(hello?.frame === "HELLO" && hello.positions, { s1: 0 });
  socket.say(session({ state: "closed", reason: "seat" }));
  await until(() => live.model.shown.length === 1);
  assert.equal(opens(socket), 0);
  live.setShown(true);
  await answered(socket, 0, { session: "s2" });
  await until(() => live.conversation?.id === "s2");
});

test("a session that ended before somebody looked, but on this page, is shown as it ended", async (context) => {
  const { live, socket } = await begun(context, false);
  socket.say(session(), session({ version: 2, state: "closed", reason: "seat" }));
  await until(() => live.model.threads.get("s1")?.session?.state === "closed");
  live.setShown(true);
  assert.equal(opens(socket), 0);
});

test("what cannot be sent, since no session can be opened, stays and can be tried again", async (context) => {
  const { live, socket } = await begun(context, true);
  await answered(socket, 0, { session: "s1" });
  await until(() => live.conversation !== undefined);
  socket.say(session({ state: "closed", reason: "seat" }));
  await until(() => live.model.threads.get("s1")?.session?.state === "closed");
  const sent = live.send(TEXT);
  await answered(socket, 1, { code: ErrorCode.BLOCKED });
  await sent;
  assert.deepEqual(live.model.unsent.map(({ body, code }) => [body, code]), [[TEXT, ErrorCode.BLOCKED]]);
  const retried = live.retry(live.model.unsent[0]!);
  await answered(socket, 2, { code: ErrorCode.BLOCKED });
  await retried;
  assert.equal(live.model.unsent.length, 1);
});
