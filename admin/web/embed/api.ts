// What a business system's page finds as `window.triodeskAgent`: calls, results, events (W8).
//
// Names and payloads are those of Tencent's agent SDK, so that a page written for it goes on; a tag with
// `data-global="tccc"` gives the same under that name, too.

/** `offline` aside, which that SDK has no name for. */
export type AgentStatus = "free" | "busy" | "arrange" | "notReady" | "rest" | "offline";

/** `errorMsg`: why not, for developers. */
export type Result = { readonly status: "success" } | { readonly status: "error"; readonly errorMsg: string };

export interface CallIn {
  readonly sessionId: string;
  readonly type: "im";
  /** Seconds that it rings; 0 = until it is taken. */
  readonly timeout: number;
  readonly nickname: string;
  readonly remark: string;
  readonly peerSource: string;
  readonly channelName: string;
  readonly clientData: string;
}

export interface OfSession {
  readonly sessionId: string;
}

export interface SessionEnded extends OfSession {
  readonly closeBy: "client" | "seat" | "admin" | "timer";
}

/** What is told with each event. */
export interface AgentEvents {
  /** The agent is connected: calls may be made. */
  readonly ready: Readonly<Record<string, never>>;
  /** A session rings. */
  readonly callIn: CallIn;
  /** A session is the agent's. */
  readonly userAccessed: OfSession;
  /** It rang too long, and went on to others. */
  readonly autoTransfer: OfSession;
  readonly sessionEnded: SessionEnded;
  /** Somebody else has taken it over, or it left him in an outage: how is not known then. */
  readonly transfer: OfSession;
  readonly statusChanged: { readonly status: AgentStatus };
  /** The login is spent, or its sign-in has ended: a new URL is to be asked for. */
  readonly tokenExpired: { readonly message: string };
}

export type EventName = keyof AgentEvents;
export type Told = { readonly [N in EventName]: { readonly name: N; readonly detail: AgentEvents[N] } }[EventName];
export type Listener = (detail: AgentEvents[EventName]) => void;

export const EVENTS = {
  ready: "ready",
  callIn: "callIn",
  userAccessed: "userAccessed",
  autoTransfer: "autoTransfer",
  sessionEnded: "sessionEnded",
  transfer: "transfer",
  statusChanged: "statusChanged",
  tokenExpired: "tokenExpired",
} as const satisfies { readonly [N in EventName]: N };

export interface Transfer extends OfSession {
  /** One of both. */
  readonly skillGroupId?: string;
  readonly userId?: string;
}

export interface SetStatus {
  readonly status: "free" | "rest" | "arrange" | "notReady" | "stopNotReady";
  /** Of `rest`. */
  readonly restReason?: string;
}

export interface TriodeskAgent {
  readonly Chat: {
    accept(options: OfSession): Promise<Result>;
    end(options: OfSession): Promise<Result>;
    transfer(options: Transfer): Promise<Result>;
  };
  readonly Agent: {
    online(): void;
    offline(): void;
    setStatus(options: SetStatus): Promise<Result>;
    /** As last told; `offline` before the first word. */
    getStatus(): AgentStatus;
  };
  readonly UI: {
    hide(): void;
    show(): void;
    showfloatButton(): void;
    hidefloatButton(): void;
    showWorkbench(): void;
    hideWorkbench(): void;
  };
  /** `ready` and `tokenExpired` are told to who asks late, too. */
  on(event: string, listener: Listener): void;
  off(event: string, listener: Listener): void;
  readonly events: typeof EVENTS;
  /** Signs in by another URL of the service, in place of who was there; as loading it as a script does. */
  enter(url: string): void;
}

declare global {
  interface Window {
    triodeskAgent?: TriodeskAgent;
    tccc?: TriodeskAgent;
  }
}
