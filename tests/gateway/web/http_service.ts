// A service's HTTP that says what a test tells it to.

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";

export type Answer = readonly [status: number, body: string, headers?: Record<string, string>];

export interface Asked {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Gives these answers in turn; `asked` has what it was asked. */
export async function service(context: TestContext, ...answers: Answer[]): Promise<{ http: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ url: request.url!, headers: request.headers, body: await text(request) });
    const [status, body, headers = {}] = answers[asked.length - 1]!;
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  return { http: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

export function problem(code: string): string {
  return JSON.stringify({ code, detail: "" });
}
