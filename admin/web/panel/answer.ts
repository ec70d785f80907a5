// PURE: what an answer of the service says, and what its refusal means to people.

/** Words by codes; `other` is for codes that have none. Names in braces are filled in. */
export type Problems = Readonly<Record<string, string>>;

export interface Refusal {
  readonly code: string;
  readonly text: string;
}

/** The refusal in a problem document (RFC 9457); one of `no_answer` where nothing came. */
export function refusalOf(problems: Problems, status: number, text: string): Refusal {
  const { code, detail } = problemOf(status, text);
  const words = problems[code] ?? problems["other"] ?? "{detail}";
  return { code, text: words.replaceAll("{detail}", detail) };
}

/** The text at `a.b` of an answer; "" where there is none, or it is false. */
export function textAt(answer: unknown, path: string): string {
  let at = answer;
  for (const part of path.split(".")) at = isRecord(at) ? at[part] : undefined;
  return at === undefined || at === null || at === false ? "" : String(at);
}

/** An address with the answer's values in it: `/admin/x/{id}`. */
export function addressWith(address: string, answer: unknown): string {
  return address.replaceAll(/\{([\w.]+)\}/g, (_, path: string) => encodeURIComponent(textAt(answer, path)));
}

/** What is in an answer; undefined: nothing that can be read. */
export function parsedAnswer(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function problemOf(status: number, text: string): { readonly code: string; readonly detail: string } {
  if (status === 0) return { code: "no_answer", detail: "" };
  const told = parsedAnswer(text);
  const code = textAt(told, "code") || "other";
  return { code, detail: textAt(told, "detail") || `HTTP ${status}` };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
