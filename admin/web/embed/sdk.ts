// `<script src="https://HOST/workbench/sdk.js?token=…">`: the workbench in a business system's page (W8).
//
// The address comes from that system's server, which asked for it with its key, and is good once. The same
// script again, with another address, changes the account.

import {
  EVENTS,
  type AgentStatus, type EventName, type Listener, type OfSession, type Result, type SetStatus, type Told,
  type Transfer, type TriodeskAgent,
} from "./api.ts";
import { Place } from "./place.ts";
import { Seat } from "./seat.ts";
import type { Act } from "./messages.ts";

/** What was told last is told to who asks late. */
const KEPT: ReadonlySet<EventName> = new Set<EventName>(["ready", "tokenExpired"]);

class AgentSdk implements TriodeskAgent {
  readonly events = EVENTS;
  readonly #place: Place;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #kept = new Map<string, Told>();
  #seat: Seat | undefined;
  #status: AgentStatus = "offline";

  readonly Chat = {
    accept: ({ sessionId }: OfSession): Promise<Result> => this.#call({ act: "accept", session: sessionId }),
    end: ({ sessionId }: OfSession): Promise<Result> => this.#call({ act: "end", session: sessionId }),
    transfer: ({ sessionId, skillGroupId = "", userId = "" }: Transfer): Promise<Result> =>
      this.#call({ act: "transfer", session: sessionId, group: skillGroupId, agent: userId }),
  };

  readonly Agent = {
    online: (): void => void this.#call({ act: "setStatus", status: "free", reason: "" }),
    offline: (): void => void this.#call({ act: "setStatus", status: "offline", reason: "" }),
    setStatus: ({ status, restReason = "" }: SetStatus): Promise<Result> =>
      this.#call({ act: "setStatus", status, reason: restReason }),
    getStatus: (): AgentStatus => this.#status,
  };

  readonly UI = {
    hide: (): void => this.#place.show(false),
    show: (): void => this.#place.show(true),
    showfloatButton: (): void => this.#place.showButton(true),
    hidefloatButton: (): void => this.#place.showButton(false),
    showWorkbench: (): void => this.#place.showWorkbench(true),
    hideWorkbench: (): void => this.#place.showWorkbench(false),
  };

  constructor(place: Place) {
    this.#place = place;
  }

  /** Signs in by the login in a script's address, in place of who was there. */
  enter(address: string): void {
    this.#seat?.stop();
    this.#kept.clear();
    this.#place.ring(false);
    this.#status = "offline";
    const token = new URL(address).searchParams.get("token") ?? "";
    this.#seat = new Seat(address, token, {
      told: (told) => this.#tell(told),
      rings: (isRinging) => this.#place.ring(isRinging),
    });
    this.#place.hold(this.#seat.frame);
  }

  on(event: string, listener: Listener): void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    const kept = this.#kept.get(event);
    if (kept) queueMicrotask(() => listener(kept.detail));
  }

  off(event: string, listener: Listener): void {
    this.#listeners.get(event)?.delete(listener);
  }

  #call(act: Act): Promise<Result> {
    return this.#seat?.call(act) ?? Promise.resolve({ status: "error", errorMsg: "nobody is signed in" });
  }

  #tell(told: Told): void {
    const { name, detail } = told;
    if (KEPT.has(name)) this.#kept.set(name, told);
    if (name === "tokenExpired") this.#kept.delete("ready");
    if (name === "statusChanged") this.#status = detail.status;
    for (const listener of [...(this.#listeners.get(name) ?? [])]) this.#hand(listener, detail);
  }

  /** The page's own mistakes are told to its author, and keep nothing from others. */
  #hand(listener: Listener, detail: Told["detail"]): void {
    try {
      listener(detail);
    } catch (error) {
      reportError(error);
    }
  }
}

function start(tag: HTMLScriptElement): void {
  const { renderDomId = "", global = "", language = navigator.language } = tag.dataset;
  const home = renderDomId ? document.getElementById(renderDomId) : undefined;
  if (home === null) throw new Error(`expected an element with the id ${renderDomId}`);
  const sdk = new AgentSdk(new Place(home, language));
  window.triodeskAgent = sdk;
  if (global === "tccc") window.tccc = sdk;
  sdk.enter(tag.src);
}

// Whose script this is can be asked only now.
const tag = document.currentScript;
if (!(tag instanceof HTMLScriptElement)) console.error("triodesk: expected a <script> that is no module");
else if (window.triodeskAgent) window.triodeskAgent.enter(tag.src);
else start(tag);
