// The address of the chat in a frame: what the page around it is, in the fragment, which no server sees.
//
// A page cannot lie to its own advantage there: which pages may frame a channel's chat at all is for the
// browser to judge, by the channel's origins (frame-ancestors); a wrong origin merely hears nothing.

import { attempt } from "./attempt.ts";
import type { WidgetSettings } from "./settings.ts";

const HOST = "host";
const IDENTIFIED = "identified";
const TOKEN = "token";
const SHOWN = "shown";
const SESSION = "session";

/** Who frames the chat. */
export interface Framing {
  /** Of the page around, exact. */
  readonly origin: string;
  /** That page says who the visitor is. */
  readonly isIdentified: boolean;
  /** The visitor sees the chat from the beginning; later the page says when that changes. */
  readonly isShown: boolean;
  /** That was open on the page before; "" = none. */
  readonly session: string;
  /** The refresh token that it kept; "" = none. */
  readonly token: string;
}

/** Where the chat of a widget is, as its page frames it. */
export function frameAddress(settings: WidgetSettings, framing: Framing): string {
  const address = new URL(`chat/${encodeURIComponent(settings.channel)}`, settings.base);
  for (const [name, value] of settings.query) address.searchParams.set(name, value);
  const fragment = new URLSearchParams({ [HOST]: framing.origin });
  if (framing.isIdentified) fragment.set(IDENTIFIED, "1");
  if (framing.isShown) fragment.set(SHOWN, "1");
  if (framing.session) fragment.set(SESSION, framing.session);
  if (framing.token) fragment.set(TOKEN, framing.token);
  address.hash = fragment.toString();
  return address.href;
}

/** What the fragment says; undefined where no widget has made the frame. */
export function framingOf(fragment: string): Framing | undefined {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const host = said.get(HOST) ?? "";
  if (!host || attempt(() => new URL(host).origin) !== host) return undefined;
  const [isIdentified, isShown] = [said.has(IDENTIFIED), said.has(SHOWN)];
  const [session, token] = [said.get(SESSION) ?? "", said.get(TOKEN) ?? ""];
  return { origin: host, isIdentified, isShown, session, token };
}
