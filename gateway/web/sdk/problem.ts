// What the service's HTTP answers: JSON, or a problem document (RFC 9457).

/** The service will not do it; `code` is stable: `unknown_channel`, `type_mismatch`, … */
export class HttpRefused extends Error {
  override readonly name = "HttpRefused";
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, detail: string) {
    super(`${code}: ${detail}`);
    this.status = status;
    this.code = code;
  }
}

/** Not now: no answer, or one that says to come back; `retryMs` 0: nothing was said. */
export class HttpUnavailable extends Error {
  override readonly name = "HttpUnavailable";
  readonly code: string;
  readonly retryMs: number;

  constructor(text: string, code = "", retryMs = 0) {
    super(text);
    this.code = code;
    this.retryMs = retryMs;
  }
}

/** Throws what a refusing answer says. */
export function refuse(status: number, text: string, retryAfter: string | null): never {
  const { code, detail } = problemIn(text);
  const isForNow = status === 408 || status === 429 || (status >= 500 && status !== 507);
  const retryMs = /^\d+$/.test(retryAfter ?? "") ? Number(retryAfter) * 1_000 : 0;
  if (isForNow) throw new HttpUnavailable(`${code}: ${detail}`, code, retryMs);
  throw new HttpRefused(status, code, detail);
}

/** The JSON of an answer; another server's page is none of the service's: `HttpUnavailable`. */
export function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new HttpUnavailable("expected the service's answer, got something else");
  }
}

function problemIn(text: string): { code: string; detail: string } {
  try {
    const { code, detail } = JSON.parse(text) as { code?: unknown; detail?: unknown };
    return { code: String(code ?? "unknown"), detail: String(detail ?? "") };
  } catch {
    return { code: "unknown", detail: "" }; // a proxy's page, not ours
  }
}
