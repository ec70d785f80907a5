// Tickets: kept while they are good, asked for when they are not, and never for two visitors.

import assert from "node:assert/strict";
import test from "node:test";

import { HttpRefused, HttpUnavailable } from "../../../gateway/web/sdk/problem.ts";
import { StaffTickets } from "../../../gateway/web/sdk/staff_tickets.ts";
import { VisitorTickets } from "../../../gateway/web/sdk/tickets.ts";
import { problem, service, type Answer } from "./http_service.ts";

/** An answer whose ticket lives for so many ms. */
function given(number: number, lifeMs: number): Answer {
  const server_ms = 1_000_000;
  const channel = { id: "web", name: "", account: "" };
  return [200, JSON.stringify({
    ticket: `t${number}`, expires_ms: server_ms + lifeMs, server_ms, visitor: "v", refresh_token: `r${number}`,
    gateway: "ws://there/v1", channel,
  })];
}

test("a ticket is kept while it is good; a fresh one keeps the visitor by the refresh token", async (context) => {
  const { http, asked } = await service(context, given(1, 600_000), given(2, 600_000));
  const tickets = new VisitorTickets({ http, channel: "c", profile: { nickname: "N", clientData: "order 7" } });
  const [one, two] = await Promise.all([tickets.ticket(false), tickets.ticket(false)]);
  assert.deepEqual([one.ticket, two.ticket, (await tickets.ticket(false)).ticket], ["t1", "t1", "t1"]);
  assert.equal((await tickets.ticket(true)).ticket, "t2");
  const bodies = asked.map((each) => JSON.parse(each.body) as Record<string, unknown>);
  assert.deepEqual(bodies.map((each) => each["refresh_token"]), ["", "r1"]);
  assert.deepEqual(bodies[0]!["parameters"], { clientData: "order 7" });
});

test("a ticket that is over soon is not used again", async (context) => {
  const { http } = await service(context, given(1, 60_000), given(2, 60_000));
  const tickets = new VisitorTickets({ http, channel: "c" });
  assert.equal((await tickets.ticket(false)).ticket, "t1");
  assert.equal((await tickets.ticket(false)).ticket, "t2");
});

test("who may not come is told why; who comes too often, when", async (context) => {
  const { http } = await service(
    context, [403, problem("origin_not_allowed")], [429, problem("too_many"), { "Retry-After": "7" }],
  );
  const tickets = new VisitorTickets({ http, channel: "c" });
  await assert.rejects(
    tickets.ticket(false),
    (error) => error instanceof HttpRefused && error.code === "origin_not_allowed",
  );
  await assert.rejects(
    tickets.ticket(false),
    (error) => error instanceof HttpUnavailable && error.code === "too_many" && error.retryMs === 7_000,
  );
});

test("a business server that does not answer is asked again, and a page that is none of ours is no answer", async (context) => {
  const { http } = await service(context, [200, "<html>"]);
  const identity = () => Promise.reject(new Error("down"));
  await assert.rejects(new VisitorTickets({ http, channel: "c", identity }).ticket(false), HttpUnavailable);
  await assert.rejects(new VisitorTickets({ http, channel: "c" }).ticket(false), HttpUnavailable);
});

test("staff get a ticket for each connection, with what no foreign page can send", async (context) => {
  const ticket: Answer = [200, JSON.stringify({ ticket: "s", expires_ms: 1 })];
  const { http, asked } = await service(context, ticket, [401, problem("not_signed_in")]);
  const tickets = new StaffTickets({ http, gateway: "ws://there/v1", headers: { Cookie: "c=1" } });
  assert.deepEqual(await tickets.ticket(), { ticket: "s", gateway: "ws://there/v1" });
  assert.equal(asked[0]!.headers["x-triodesk-request"], "1");
  assert.equal(asked[0]!.headers.cookie, "c=1");
  await assert.rejects(tickets.ticket(), (error) => error instanceof HttpRefused && error.code === "not_signed_in");
});
