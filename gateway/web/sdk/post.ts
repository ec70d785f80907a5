// What is asked of the service's HTTP in JSON.

import { HttpUnavailable, parsed, refuse } from "./problem.ts";

/** No answer in so many ms is none. */
const POST_MS = 10_000;

export interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials: RequestCredentials;
}

/** The answer, if it is one of the service's. Rejects with `HttpRefused`, `HttpUnavailable`. */
export async function post<T>(url: string, body: object, { headers, credentials }: PostOptions): Promise<T> {
  let answer: Response;
  let text: string;
  const late = new AbortController(); // `AbortSignal.timeout` is younger than the browsers that pages are built for
  const timer = setTimeout(() => late.abort(), POST_MS);
  try {
    answer = await fetch(url, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials,
      signal: late.signal,
    });
    text = await answer.text();
  } catch (error) {
    throw new HttpUnavailable(`no answer over HTTP: ${(error as Error).message}`);
  } finally {
    clearTimeout(timer);
  }
  if (!answer.ok) refuse(answer.status, text, answer.headers.get("Retry-After"));
  return parsed<T>(text);
}
