// The shell around the client's machine: connections that fail in every way, and calls that wait.

import assert from "node:assert/strict";
import test from "node:test";

import { Refused, Stopped } from "../../../gateway/web/sdk/link.ts";
import { HttpRefused, HttpUnavailable } from "../../../gateway/web/sdk/problem.ts";
import { Unsendable } from "../../../gateway/web/sdk/shape.ts";
import { CloseCode, ErrorCode } from "../../../gateway/web/sdk/wire.ts";
import { FakeSocket, Page, newPlatform, until } from "./platform.ts";
import { message, ok, requestOf } from "./server_side.ts";

const HI = { kind: "text", text: "hi" } as const;

test.afterEach(() => Page.closeAll());
test.beforeEach(() => void newPlatform());

test("what is called after a send, and does not wait for it, comes after it", async () => {
  const page = new Page();
  const socket = await page.connect();
  const sent = page.link.send("s1", HI);
  const closed = page.link.ask({ frame: "CLOSE", session: "s1" });
  assert.deepEqual(socket.heard.slice(1).map((each) => each.frame), ["SEND"]);
  socket.say(ok(requestOf(socket.heard[1]), { number: 1, at: 5 }));
  assert.deepEqual(await sent, { number: 1, at: 5 });
  assert.equal(socket.heard[2]?.frame, "CLOSE");
  socket.say(ok(requestOf(socket.heard[2])));
  await closed;
});

test("a refusal is told to who waits for it, by its code", async () => {
  const page = new Page();
  const socket = await page.connect();
  const sent = page.link.send("s1", HI);
  socket.say(ok(requestOf(socket.heard[1]), { code: ErrorCode.CLOSED }));
  await assert.rejects(sent, (error) => error instanceof Refused && error.code === ErrorCode.CLOSED);
});

test("a connection that is never made is given up, and tried again", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const page = new Page();
  page.link.start();
  await until(() => FakeSocket.all.length === 1);
  context.mock.timers.tick(10_000);
  assert.deepEqual(page.told.map((each) => each.is === "disconnected" && each.code), [1006]);
  assert.equal(FakeSocket.last.closedWith, 1000);
  await until(() => {
    context.mock.timers.tick(1);
    return FakeSocket.all.length === 2;
  });
});

test("one that ends before WELCOME, or breaks, is made again, and what was not answered is said again", async () => {
  const page = new Page();
  page.link.start();
  await until(() => FakeSocket.all.length === 1);
  FakeSocket.last.readyState = FakeSocket.OPEN;
  FakeSocket.last.onopen?.();
  FakeSocket.last.end(1006);
  const second = await page.welcomed();
  const sent = page.link.send("s1", HI);
  const [first] = second.sends;
  second.end(1006);
  const third = await page.welcomed();
  const [again] = third.sends;
  assert.equal(again?.cid, first?.cid);
  third.say(ok(again!.request, { number: 1 }));
  await sent;
});

test("another language is told by a connection of its own, at once", async () => {
  const page = new Page();
  const first = await page.connect();
  page.link.setLanguage("en");
  assert.equal(first.closedWith, CloseCode.NORMAL);
  const [hello] = (await page.welcomed()).heard;
  assert.equal(hello?.frame === "HELLO" && hello.client?.language, "en");
  assert.throws(() => page.link.setLanguage("x".repeat(17)), Unsendable);
});

test("a ticket that is over is not shown again, and one that nobody gives ends the client", async () => {
  const page = new Page();
  (await page.connect()).end(CloseCode.TICKET_EXPIRED);
  await page.welcomed();
  assert.deepEqual(page.asked, [false, true]);
  page.link.close();

  const refused = new Page(undefined, () => Promise.reject(new HttpRefused(403, "unknown_channel", "")));
  const sent = refused.link.send("s1", HI);
  await assert.rejects(sent, (error) => error instanceof Stopped && error.refusal === "unknown_channel");
  assert.deepEqual(refused.is("stopped"), [
    { is: "stopped", code: CloseCode.BAD_TICKET, refusal: "unknown_channel" },
  ]);
});

test("no ticket now is asked for again, not before it was said to; whatever else fails, too", async () => {
  const failures = [new HttpUnavailable("busy", "too_many", 60_000), new SyntaxError("no URL")];
  for (const failure of failures) {
    const page = new Page(undefined, () => Promise.reject(failure));
    page.link.start();
    await until(() => page.told.length > 0);
    const [told] = page.told;
    assert.ok(told?.is === "disconnected");
    assert.equal(told.retryMs >= 60_000, failure instanceof HttpUnavailable);
    page.link.close();
  }
});

test("close while a ticket is asked for, or while it connects, ends it there", async () => {
  let give = (_: { ticket: string; gateway: string }) => {};
  const early = new Page(undefined, () => new Promise((resolve) => (give = resolve)));
  const sent = early.link.send("s1", HI);
  early.link.close();
  await assert.rejects(sent, Stopped);
  give({ ticket: "t", gateway: "ws://there/v1" });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(FakeSocket.all.length, 0);

  const late = new Page();
  late.link.start();
  await until(() => FakeSocket.all.length === 1);
  late.link.close();
  assert.equal(FakeSocket.last.closedWith, 1000);
  FakeSocket.last.end(1006);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(FakeSocket.all.length, 1);
  await assert.rejects(late.link.send("s1", HI), Stopped);
  await assert.rejects(late.link.ask({ frame: "OPEN" }), Stopped);
  assert.deepEqual(late.told, []);
});

test("who is told to stay away stays away, and nobody waits for ever", async () => {
  const page = new Page();
  const socket = await page.connect();
  const opened = page.link.ask({ frame: "OPEN" });
  socket.end(CloseCode.REPLACED);
  await assert.rejects(opened, (error) => error instanceof Stopped && error.code === CloseCode.REPLACED);
  page.link.hurry();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(FakeSocket.all.length, 1);
});

test("a listener that throws is reported, and disturbs neither the others nor the connection", async (context) => {
  const page = new Page();
  const reported: unknown[] = [];
  const report = context.mock.method(globalThis, "queueMicrotask", (act: () => void) => {
    try {
      act();
    } catch (error) {
      reported.push(error);
    }
  });
  const heard: string[] = [];
  const failure = new Error("a fault of the page");
  page.link.on(() => {
    throw failure;
  });
  page.link.on((event) => void heard.push(event.is));
  const socket = await page.connect();
  socket.say(message(1));
  report.mock.restore();
  assert.deepEqual(heard, ["connected", "message"]);
  assert.deepEqual(reported, [failure, failure]);
});

test("events stay in order when a listener's call has another one happen", async () => {
  const page = new Page();
  const heard: string[] = [];
  const socket = await page.connect();
  page.link.on((event) => {
    if (event.is === "message" && event.message.number === 1) socket.say(message(3));
  });
  page.link.on((event) => {
    if (event.is === "message") heard.push(String(event.message.number));
  });
  socket.say(message(1), message(2));
  assert.deepEqual(heard, ["1", "2", "3"]);
});
