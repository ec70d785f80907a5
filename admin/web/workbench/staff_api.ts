// The service's HTTP for members of staff: signing in, passwords, the second factor.
//
// Every call rejects with `HttpRefused`, whose `code` is stable, and `HttpUnavailable`. Who is signed in is
// told by a cookie that scripts cannot read, or, in another site's page, where there are none, by a token that
// lives as long as the page.

import { HttpUnavailable, parsed, refuse } from "../../../gateway/web/sdk/problem.ts";

/** No answer in so many ms is none. */
const ANSWER_MS = 15_000;
/** Without it the service takes nothing: no foreign page can have a browser send it. */
const GUARD = { "X-Triodesk-Request": "1" };

/** `full`: signed in; `signed_out`: nobody is; the others name what is due before anything else. */
export type Stage = "full" | "password_due" | "factor_due" | "factor_wanted" | "signed_out";

export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly nickname: string;
  readonly phone: string;
  readonly staff_number: string;
  readonly role: "super_admin" | "admin" | "supervisor" | "agent";
  readonly capacity: number;
  /** Ids of skill groups. */
  readonly groups: readonly string[];
  readonly has_second_factor: boolean;
}

export interface Me {
  readonly stage: Stage;
  /** Null before the sign-in. */
  readonly member: Member | null;
  /** As `serve`, `supervise`; empty unless the stage is `full`. */
  readonly permissions: readonly string[];
  /** For so long without a connection he counts as there; 0: for ever. */
  readonly grace_seconds: number;
}

/** A second factor that waits for its first code. */
export interface Enrolment {
  readonly secret: string;
  /** `otpauth://…`, for an authenticator on this device. */
  readonly uri: string;
  /** The same for a camera: an SVG path in a square of so many units, its white border among them. */
  readonly qr: { readonly modules: number; readonly path: string };
}

/** "" where the cookie tells who is signed in. */
let token = "";

/** What tells who is signed in, beside a cookie. */
export function ownHeaders(): Readonly<Record<string, string>> {
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** Signs in by a login that another site's server was given; good once. */
export async function enterEmbedded(login: string): Promise<Me> {
  const entered = await told<{ token: string; me: Me }>("embedded", { token: login });
  token = entered.token;
  return entered.me;
}

/** Who is signed in; undefined: nobody. */
export async function whoAmI(): Promise<Me | undefined> {
  const me = await asked<Me>("entry", { method: "GET" });
  return me.stage === "signed_out" ? undefined : me;
}

/** `code`: of the second factor, or for recovery; "" at first. */
export function signIn(login: string, password: string, code: string): Promise<Me> {
  return told<Me>("sign-in", { login, password, code });
}

export async function signOut(): Promise<void> {
  await answered("sign-out", withBody({}));
}

export function changePassword(old: string, next: string): Promise<Me> {
  return told<Me>("password", { old, new: next });
}

export function enrolFactor(password: string): Promise<Enrolment> {
  return told<Enrolment>("factor", { password });
}

/** The recovery codes, told once. */
export async function confirmFactor(code: string): Promise<readonly string[]> {
  return (await told<{ recovery_codes: readonly string[] }>("factor/confirm", { code })).recovery_codes;
}

/** Makes an image of a few KB one's own picture. */
export async function putPortrait(image: Blob): Promise<void> {
  await answered("portrait", { method: "POST", headers: { ...GUARD, "Content-Type": image.type }, body: image });
}

export async function removePortrait(): Promise<void> {
  await answered("portrait/remove", withBody({}));
}

export function removeFactor(password: string, code: string): Promise<Me> {
  return told<Me>("factor/remove", { password, code });
}

/** Asks something below `/api/staff` that changes nothing. */
export function read<T>(path: string): Promise<T> {
  return asked<T>(path, { method: "GET" });
}

/** A file of the service's, by its address; rejects where there is none, or he may not have it. */
export async function ownFile(address: string): Promise<Blob> {
  const answer = await fetch(address, { headers: ownHeaders(), credentials: "same-origin" });
  if (!answer.ok) refuse(answer.status, await answer.text(), answer.headers.get("Retry-After"));
  return answer.blob();
}

/** Has something done below `/api/staff`; the answer is JSON. */
export function told<T>(path: string, body: object): Promise<T> {
  return asked<T>(path, withBody(body));
}

async function asked<T>(path: string, how: RequestInit): Promise<T> {
  return parsed<T>(await answered(path, how));
}

function withBody(body: object): RequestInit {
  return {
    method: "POST",
    headers: { ...GUARD, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
}

async function answered(path: string, how: RequestInit): Promise<string> {
  let answer: Response;
  let text: string;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ANSWER_MS);
  try {
    const headers = { ...how.headers, ...ownHeaders() };
    answer = await fetch(`/api/staff/${path}`, { ...how, headers, credentials: "same-origin", signal: late.signal });
    text = await answer.text();
  } catch (error) {
    throw new HttpUnavailable(`no answer over HTTP: ${(error as Error).message}`);
  } finally {
    clearTimeout(timer);
  }
  if (!answer.ok) refuse(answer.status, text, answer.headers.get("Retry-After"));
  return text;
}
