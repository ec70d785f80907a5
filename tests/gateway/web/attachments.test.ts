// Files over HTTP, against a server that is the test: what passes is tried again, what does not is told.

import assert from "node:assert/strict";
import test from "node:test";

import { Attachments, bodyOf, type Uploaded } from "../../../gateway/web/sdk/attachments.ts";
import { sidesOf } from "../../../gateway/web/sdk/film.ts";
import { HttpRefused } from "../../../gateway/web/sdk/problem.ts";
import { problem, service } from "./http_service.ts";

const UPLOADED: Uploaded = {
  id: "a".repeat(8), kind: "image", name: "a.png", content_type: "image/png", size: 3, width: 1, height: 2,
  duration_ms: 0,
};
const FILE = new File(["abc"], "a.png", { type: "image/png" });

function attachments(http: string): { files: Attachments; asked: boolean[] } {
  const asked: boolean[] = [];
  const ticket = async (isFresh: boolean) => {
    asked.push(isFresh);
    return { ticket: isFresh ? "new" : "old", gateway: "" };
  };
  return { files: new Attachments(http, { ticket }), asked };
}

test("a ticket that is over is asked for anew, once", async (context) => {
  const { http, asked } = await service(context, [401, problem("bad_ticket")], [200, JSON.stringify(UPLOADED)]);
  const { files, asked: tickets } = attachments(http);
  assert.deepEqual(await files.upload("s1", FILE, "image"), UPLOADED);
  assert.deepEqual(tickets, [false, true]);
  assert.deepEqual(asked.map((each) => each.headers.authorization), ["Bearer old", "Bearer new"]);
  const refusing = await service(context, [401, problem("bad_ticket")], [401, problem("bad_ticket")]);
  await assert.rejects(attachments(refusing.http).files.link("a"), HttpRefused);
});

test("what is not now is tried again under the same id, also what another server says", async (context) => {
  const { http, asked } = await service(
    context, [503, problem("busy")], [200, "<html>"], [200, JSON.stringify(UPLOADED)],
  );
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const uploading = attachments(http).files.upload("s1", FILE, "image");
  const ticking = setInterval(() => context.mock.timers.tick(10_000), 1);
  context.after(() => clearInterval(ticking));
  assert.deepEqual(await uploading, UPLOADED);
  const ids = asked.map((each) => new URL(each.url!, http).searchParams.get("upload"));
  assert.equal(new Set(ids).size, 1);
  assert.equal(asked.length, 3);
});

test("what is refused is told, and who gave up is not kept waiting", async (context) => {
  const { http, asked } = await service(context, [415, problem("type_not_allowed")]);
  const { files } = attachments(http);
  const refused = files.upload("s1", FILE, "image");
  await assert.rejects(refused, (error) => error instanceof HttpRefused && error.code === "type_not_allowed");
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(files.upload("s1", FILE, "image", { signal }), /enough/);
  assert.equal(asked.length, 1);
});

test("a message tells what its kind needs; a film's sides are measured where there is a screen", async () => {
  assert.deepEqual(bodyOf(UPLOADED), {
    kind: "image", id: UPLOADED.id, name: "a.png", type: "image/png", size: 3, width: 1, height: 2,
  });
  const film = bodyOf({ ...UPLOADED, kind: "video" }, [640, 480]);
  assert.ok(film.kind === "video" && film.width === 640 && film.height === 480);
  assert.equal(await sidesOf(FILE), undefined);
});
