// Files: their kinds, sizes and addresses; uploads one after the other.

import assert from "node:assert/strict";
import test from "node:test";

import { HttpRefused, HttpUnavailable } from "../../../gateway/web/sdk/index.ts";
import { FileLinks, GOOD_MS, MAX_KEPT } from "../../../gateway/web/visitor/cards/file_links.ts";
import { fitted } from "../../../gateway/web/visitor/cards/fitted.ts";
import { kindOf, typeOf } from "../../../gateway/web/visitor/cards/file_kind.ts";
import { durationText, sizeText } from "../../../gateway/web/visitor/cards/file_size.ts";
import { MAX_UPLOADS, Uploads, type SendFile } from "../../../gateway/web/visitor/cards/uploads.ts";

test("a file is of the type that the service knows, and is shown as what it is", () => {
  const cases: [string, string, string, string][] = [
    ["a.png", "image/png", "image/png", "image"],
    ["a.svg", "image/svg+xml", "image/svg+xml", "file"],
    ["a.csv", "application/vnd.ms-excel", "text/csv", "file"],
    ["a.B.ZIP", "application/x-zip-compressed", "application/zip", "file"],
    ["a.m4a", "audio/x-m4a", "audio/mp4", "voice"],
    ["a.mov", "video/quicktime", "video/quicktime", "video"],
    ["README", "", "", "file"],
  ];
  for (const [name, type, expected, kind] of cases) {
    assert.equal(typeOf({ name, type }), expected, name);
    assert.equal(kindOf(expected), kind, name);
  }
});

test("sizes and durations are for people", () => {
  const sizes: [number, string][] = [
    [1, "1 B"], [1_023, "1023 B"], [1_024, "1 KB"], [1_536, "1.5 KB"], [10_188, "9.9 KB"], [10_230, "10 KB"],
    [1_048_575, "1 MB"], [20 * 1_048_576, "20 MB"], [1_073_741_824, "1 GB"],
  ];
  for (const [bytes, text] of sizes) assert.equal(sizeText(bytes), text);
  const durations: [number, string][] = [[0, ""], [1, "0:01"], [7_400, "0:07"], [59_600, "1:00"], [3_723_000, "1:02:03"]];
  for (const [ms, text] of durations) assert.equal(durationText(ms), text);
});

test("a picture keeps its shape, in the room there is", () => {
  assert.deepEqual(fitted(100, 50), { width: 100, height: 50 });
  assert.deepEqual(fitted(960, 480), { width: 240, height: 120 });
  assert.deepEqual(fitted(600, 3_000), { width: 60, height: 300 });
  assert.deepEqual(fitted(65_535, 1), { width: 240, height: 1 });
});

test("an address is asked for once while it is good, and again when it was not to be had", async () => {
  const links = new FileLinks();
  let asked = 0;
  const ask = async () => `/${(asked += 1)}`;
  assert.equal(await links.get("a", ask, 0), "/1");
  assert.equal(await links.get("a", ask, GOOD_MS - 1), "/1");
  assert.equal(await links.get("a", ask, GOOD_MS), "/2");
  links.drop("a");
  assert.equal(await links.get("a", ask, GOOD_MS), "/3");
  await assert.rejects(links.get("b", () => Promise.reject(new Error("no")), 0));
  assert.equal(await links.get("b", ask, 0), "/4");
  for (let id = 0; id < MAX_KEPT; id += 1) await links.get(String(id), ask, 0);
  asked = 0;
  assert.equal(await links.get("a", ask, 0), "/1"); // it was the oldest
});

/** A service that answers when it is told to. */
class World {
  readonly calls: { name: string; kind: string; type: string; signal: AbortSignal; progress: (done: number, all: number) => void; answer: (error?: Error) => void }[] = [];
  changes = 0;
  readonly uploads: Uploads;

  constructor() {
    const send: SendFile = (file, kind, { progress, signal }) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        const answer = (error?: Error) => (error ? reject(error) : resolve());
        this.calls.push({ name: file.name, kind, type: file.type, signal, progress, answer });
      });
    this.uploads = new Uploads(send, () => (this.changes += 1));
  }

  add(...names: string[]): number {
    return this.uploads.add(names.map((name) => new File(["x"], name, { type: "application/x-zip-compressed" })));
  }

  /** The last call is answered, and what follows from it happens. */
  async answer(error?: Error): Promise<void> {
    this.calls.at(-1)!.answer(error);
    await settled();
  }

  get shown(): string[] {
    return this.uploads.all.map(({ name, state, percent, code }) => `${name} ${state} ${percent}${code && ` ${code}`}`);
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("files go one after the other, each with its progress", async () => {
  const world = new World();
  assert.equal(world.add("a.zip", "b.txt"), 2);
  assert.deepEqual(world.shown, ["a.zip sending 0", "b.txt waiting 0"]);
  assert.equal(world.calls.length, 1);
  assert.deepEqual([world.calls[0]!.kind, world.calls[0]!.type], ["file", "application/zip"]);
  world.calls[0]!.progress(1, 3);
  assert.deepEqual(world.shown, ["a.zip sending 33", "b.txt waiting 0"]);
  await world.answer();
  assert.deepEqual(world.shown, ["b.txt sending 0"]);
  await world.answer();
  assert.deepEqual(world.shown, []);
  assert.ok(world.changes >= 5);
});

test("what fails says why, holds up nobody, and can be tried again", async () => {
  const world = new World();
  world.add("a.zip", "b.txt");
  await world.answer(new HttpRefused(415, "type_mismatch", ""));
  assert.deepEqual(world.shown, ["a.zip failed 0 type_mismatch", "b.txt sending 0"]);
  world.uploads.retry(1);
  world.uploads.retry(2); // it did not fail
  assert.deepEqual(world.shown, ["b.txt sending 0", "a.zip waiting 0"]);
  await world.answer(new HttpUnavailable("gone"));
  assert.deepEqual(world.shown, ["b.txt failed 0", "a.zip sending 0"]);
  await world.answer(new Error("refused"));
  assert.deepEqual(world.shown, ["b.txt failed 0", "a.zip failed 0"]);
  world.uploads.cancel(1);
  world.uploads.cancel(2);
  assert.deepEqual(world.shown, []);
});

test("who cancels ends the transfer, and the next goes on", async () => {
  const world = new World();
  world.add("a.zip", "b.txt", "c.txt");
  world.uploads.cancel(2);
  assert.ok(!world.calls[0]!.signal.aborted);
  world.uploads.cancel(1);
  assert.ok(world.calls[0]!.signal.aborted);
  await settled();
  assert.deepEqual(world.shown, ["c.txt sending 0"]);
});

test("there is room for so many", () => {
  const world = new World();
  assert.equal(world.add(...Array.from({ length: MAX_UPLOADS + 1 }, (_, at) => `${at}.txt`)), MAX_UPLOADS);
  assert.equal(world.add("x.txt"), 0);
});
