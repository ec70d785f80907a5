// PURE: what a business system's page is told of the agent's sessions (W8).

import type { Board, ClientEvent, Session } from "../../../../gateway/web/sdk/index.ts";
import type { AgentStatus, CallIn, SessionEnded, Told } from "../../embed/api.ts";

const SECOND_MS = 1_000;

/** What was told so far. */
export interface Seat {
  /** The agent's id; "" before the first connection. */
  readonly me: string;
  /** "" before the first board. */
  readonly status: AgentStatus | "";
  /** His sessions: `serving`, or the id of the offer that rings. */
  readonly sessions: ReadonlyMap<string, string>;
  /** Those of them of which nothing was heard since the last outage; none once a board was. */
  readonly unheard: ReadonlySet<string>;
}

export const NEW_SEAT: Seat = { me: "", status: "", sessions: new Map(), unheard: new Set() };
const SERVING = "serving";

/** What is to be told after an event, and what is then told. */
export function after(seat: Seat, event: ClientEvent): readonly [Seat, readonly Told[]] {
  switch (event.is) {
    case "connected":
      return [{ ...seat, me: event.principal, unheard: new Set(seat.sessions.keys()) }, []];
    case "board":
      return staffed(seat, event.board);
    case "session":
      return moved(seat, event.session);
    case "notice": {
      const { kind, session } = event.notice;
      return [seat, kind === "auto_transfer" ? [{ name: "autoTransfer", detail: { sessionId: session } }] : []];
    }
    default:
      return [seat, []];
  }
}

/** As the page calls it. */
export function statusOf({ status }: Pick<Board, "status">): AgentStatus {
  return status === "not_ready" ? "notReady" : status;
}

/** What he serves when he comes is nothing new. */
function staffed(seat: Seat, board: Board): readonly [Seat, readonly Told[]] {
  const [here, gone] = reconciled(seat, board);
  const status = statusOf(board);
  if (status === seat.status) return [here, gone];
  const told: Told[] = [{ name: "statusChanged", detail: { status } }];
  if (seat.status) return [{ ...here, status }, [...told, ...gone]];
  const sessions = new Map(here.sessions);
  for (const id of board.sessions) if (!sessions.has(id)) sessions.set(id, SERVING);
  return [{ ...here, status, sessions }, [...told, { name: "ready", detail: {} }]];
}

/**
 * After an outage the board alone tells that a session is his no more: not who ended it, nor whether it goes on
 * with others. All that can be said is that it has left him.
 */
function reconciled(seat: Seat, board: Board): readonly [Seat, readonly Told[]] {
  const ours = new Set(board.sessions);
  const gone = [...seat.unheard].filter((id) => !ours.has(id));
  const served = gone.filter((sessionId) => seat.sessions.get(sessionId) === SERVING);
  const sessions = new Map([...seat.sessions].filter(([id]) => !gone.includes(id)));
  const told = served.map((sessionId): Told => ({ name: "transfer", detail: { sessionId } }));
  return [{ ...seat, sessions, unheard: new Set() }, told];
}

function moved(seat: Seat, session: Session): readonly [Seat, readonly Told[]] {
  const id = session.session;
  const before = seat.sessions.get(id) ?? "";
  const now = placeOf(session, seat.me);
  const unheard = new Set([...seat.unheard].filter((each) => each !== id));
  if (now === before) return [{ ...seat, unheard }, []];
  const sessions = new Map(seat.sessions);
  if (now) sessions.set(id, now);
  else sessions.delete(id);
  return [{ ...seat, sessions, unheard }, toldOf(session, before, now, seat.status !== "")];
}

function placeOf({ state, agent, offer }: Session, me: string): string {
  if (state === "serving" && agent === me) return SERVING;
  return offer?.agent === me ? offer.id : "";
}

function toldOf(session: Session, before: string, now: string, isReady: boolean): readonly Told[] {
  const sessionId = session.session;
  if (now === SERVING) return isReady ? [{ name: "userAccessed", detail: { sessionId } }] : [];
  if (now) return [{ name: "callIn", detail: callOf(session) }];
  if (session.state === "closed") {
    return [{ name: "sessionEnded", detail: { sessionId, closeBy: session.reason as SessionEnded["closeBy"] } }];
  }
  return before === SERVING ? [{ name: "transfer", detail: { sessionId } }] : [];
}

function callOf({ session, nickname, offer, source }: Session): CallIn {
  const { since, until } = offer!;
  return {
    sessionId: session,
    type: "im",
    timeout: Math.max(0, Math.round((until - since) / SECOND_MS)),
    nickname,
    remark: source?.remark ?? "",
    peerSource: source?.peer_source ?? "",
    channelName: source?.channel_name ?? "",
    clientData: source?.client_data ?? "",
  };
}
