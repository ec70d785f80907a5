// What a client has of each session: the position, and what is missing. Times are ms.

import type { Room, Session } from "../wire.ts";
import { sameFrame } from "./same_frame.ts";

/** Without the missing message for so long, SYNC is sent again. */
export const SYNC_MS = 5_000;
/** Sessions that one HELLO or SYNC may name. */
export const MAX_POSITIONS = 200;
/** Sessions whose position is kept, ended ones included. */
export const MAX_TRACKED = 400;

/** The state of a session, or of another room. */
export type Shown = Session | Room;

/** What a numbered message is to us; `hole`: something before it is missing, it will come again. */
export type Arrival = "next" | "old" | "hole";

interface Track {
  position: number;
  highest: number;
  seen: Shown | undefined;
  ownLast: number;
  syncAt: number;
  /** What we had when this connection began. */
  claimed: number;
  /** This connection has told the session's state. */
  isShown: boolean;
  isClosed: boolean;
  /** Not ours any more, though it goes on: it may come back. */
  isLeft: boolean;
}

/** The positions of all sessions a client follows. */
export class Transcripts {
  readonly #tracks = new Map<string, Track>();
  readonly #short = new Set<string>();

  constructor(positions: Readonly<Record<string, number>>) {
    for (const [session, number] of Object.entries(positions)) {
      this.#tracks.set(session, { ...newTrack(), position: number, highest: number });
    }
  }

  /** The last number received without a gap; 0: nothing yet. */
  position(session: string): number {
    return this.#tracks.get(session)?.position ?? 0;
  }

  /** Number of our own last message, for typing's `after`. */
  ownLast(session: string): number {
    return this.#tracks.get(session)?.ownLast ?? 0;
  }

  /** The last snapshot of its state. */
  seen(session: string): Shown | undefined {
    return this.#tracks.get(session)?.seen;
  }

  /** Judges a message's number and moves the position when it is the next. */
  arrived(session: string, number: number): Arrival {
    const track = this.#follow(session);
    if (number <= track.position) return "old";
    if (number > track.position + 1) {
      this.#expect(session, track, number);
      return "hole";
    }
    track.position = number;
    if (track.highest <= number) {
      track.highest = number;
      this.#short.delete(session);
    }
    return "next";
  }

  /** A message of our own has this number. */
  sent(session: string, number: number): void {
    const track = this.#follow(session);
    track.ownLast = Math.max(track.ownLast, number);
  }

  /**
   * True when this snapshot is newer than what was known, or tells otherwise.
   *
   * What nobody did needs no new version: an outage moves deadlines. The first one of a connection is
   * taken as it is, and where it ends below what we had then, so do we: the server was restored from a
   * backup, and will use the numbers again.
   */
  changed(shown: Shown): boolean {
    const track = this.#follow(shown.session);
    const isFirst = !track.isShown;
    track.isShown = true;
    if (isFirst && shown.last_number < track.claimed) this.#goBack(shown, track);
    const isOld = track.seen !== undefined && shown.version < track.seen.version && !isFirst;
    if (isOld || (track.seen && sameFrame(track.seen, shown))) return false;
    track.seen = shown;
    const wasClosed = track.isClosed;
    track.isClosed = isOver(shown);
    if (track.isClosed && !wasClosed) this.#toTheBack(shown.session, track);
    if (shown.last_number > track.position) this.#expect(shown.session, track, shown.last_number);
    return true;
  }

  /** The server stopped a replay at `upto`: there is more. */
  cutOff(session: string, upto: number): void {
    const track = this.#follow(session);
    this.#expect(session, track, Math.max(upto, track.position) + 1);
    track.syncAt = 0;
  }

  /** Positions to ask a replay after; each is asked once per `SYNC_MS`. */
  toSync(now: number): Record<string, number> {
    const asked: Record<string, number> = {};
    let count = 0;
    for (const session of this.#short) {
      const track = this.#follow(session);
      if (track.syncAt > now || count >= MAX_POSITIONS) continue;
      track.syncAt = now + SYNC_MS;
      asked[session] = track.position;
      count += 1;
    }
    return asked;
  }

  /** SYNC was refused for now: what is missing is asked for again at `until`. */
  postpone(until: number): void {
    for (const session of this.#short) this.#follow(session).syncAt = until;
  }

  /** When `toSync` has something to ask. */
  get nextDeadline(): number {
    return Math.min(Infinity, ...[...this.#short].map((each) => this.#follow(each).syncAt));
  }

  /** Positions for HELLO, which asks for everything that is missing. */
  toResume(): Record<string, number> {
    this.#short.clear();
    const wanted: [string, Track][] = [];
    for (const [session, track] of this.#tracks) {
      track.claimed = track.position;
      track.isShown = false;
      const isWhole = track.highest <= track.position;
      if (!track.isClosed || !isWhole || canRate(track)) wanted.push([session, track]);
    }
    // Of those that were left, a last word may be missing: if there is room.
    wanted.sort(([, a], [, b]) => Number(b.isLeft) - Number(a.isLeft));
    const kept = wanted.slice(-MAX_POSITIONS);
    return Object.fromEntries(kept.map(([session, track]) => [session, track.position]));
  }

  /** From now on HELLO names the session, also while nothing was said in it. */
  follow(session: string): void {
    this.#follow(session);
  }

  /** These are an agent's; all others that have not ended, no longer. */
  keep(sessions: readonly string[]): void {
    const ours = new Set(sessions);
    for (const session of ours) this.#follow(session);
    for (const [session, track] of [...this.#tracks]) {
      const isOurs = ours.has(session) || ours.has(session.split("/", 1)[0]!);
      const wasLeft = track.isLeft;
      track.isLeft = !isOurs && !track.isClosed;
      if (!track.isLeft) continue;
      this.#short.delete(session); // nobody would answer
      if (!wasLeft) this.#toTheBack(session, track);
    }
  }

  #follow(session: string): Track {
    let track = this.#tracks.get(session);
    if (!track) {
      if (this.#tracks.size >= MAX_TRACKED) this.#makeRoom();
      track = newTrack();
      this.#tracks.set(session, track);
    }
    return track;
  }

  /**
   * Drops what ended, or was left, longest ago, or else the oldest.
   *
   * What has ended just now is kept: frames that are still under way would make it a new session,
   * which is shown from its first message again.
   */
  #makeRoom(): void {
    const over = [...this.#tracks].find(
      ([, track]) => track.isLeft || (track.isClosed && track.highest <= track.position),
    );
    const session = over?.[0] ?? [...this.#tracks.keys()][0]!;
    this.#tracks.delete(session);
    this.#short.delete(session);
  }

  /** Of those that are over for us it is the last to be forgotten. */
  #toTheBack(session: string, track: Track): void {
    this.#tracks.delete(session);
    this.#tracks.set(session, track);
  }

  #goBack(shown: Shown, track: Track): void {
    track.position = track.highest = shown.last_number;
    track.ownLast = Math.min(track.ownLast, shown.last_number);
    this.#short.delete(shown.session);
  }

  #expect(session: string, track: Track, number: number): void {
    track.highest = Math.max(track.highest, number);
    if (this.#short.has(session)) return;
    this.#short.add(session);
    track.syncAt = 0;
  }
}

/** Nothing more will be said there. */
export function isOver(shown: Shown): boolean {
  return shown.frame === "ROOM" ? !shown.is_open : shown.state === "closed";
}

/** It is over, but an invitation to rate it waits: its answer will be told. */
function canRate(track: Track): boolean {
  return track.seen?.frame === "SESSION" && track.seen.rating > 0;
}

function newTrack(): Track {
  return {
    position: 0, highest: 0, seen: undefined, ownLast: 0, syncAt: 0, claimed: 0,
    isShown: false, isClosed: false, isLeft: false,
  };
}
