// Who stands in the lines of one's groups.
//
// How many do is pushed to who supervises, as on the dashboard. Agents ask for it again and again while they look:
// a line changes with each visitor, and few of them look at it. Who it is, is asked for by both.

import { HttpRefused, HttpUnavailable, type Observer, type Queue } from "../../../../gateway/web/sdk/index.ts";
import type { Desk } from "../desk.ts";
import { read } from "../staff_api.ts";

/** Between two looks, in ms; each costs the service a request for every agent who looks. */
const AGAIN_MS = 10_000;
/** The same where it is pushed how many wait, and no line is open: groups and their members change seldom. */
const PUSHED_AGAIN_MS = 60_000;

export interface GroupRow {
  readonly group: string;
  readonly name: string;
  readonly is_own: boolean;
  readonly members: number;
  readonly waiting: number;
}

export class QueueWatch {
  readonly #desk: Desk;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isEnded = false;
  readonly #leave: () => void;
  #observer: Observer | undefined;
  /** How many wait, by group; undefined while nothing is pushed. */
  #pushed: ReadonlyMap<string, number> | undefined;
  /** The agent's own groups; empty before they are known. */
  groups: readonly GroupRow[] = [];
  /** The line of the group that is open, if one is. */
  line: Queue | undefined;
  #open = "";

  constructor(desk: Desk, changed: () => void) {
    this.#desk = desk;
    this.#changed = changed;
    let { board } = desk.model;
    // Where a session comes or goes, a line has mostly changed.
    this.#leave = desk.on(() => {
      if (desk.model.board === board) return;
      board = desk.model.board;
      void this.look();
    });
    void this.#look();
  }

  /** Id of the group whose line is shown; "": none. */
  get open(): string {
    return this.#open;
  }

  /** Shows a group's line, or no more. */
  show(group: string): void {
    this.#open = group;
    this.line = undefined;
    this.#changed();
    void this.look();
  }

  /** Looks now, and not only in some seconds. */
  async look(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#look();
  }

  close(): void {
    this.#isEnded = true;
    this.#leave();
    this.#observer?.close();
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    if (document.visibilityState === "visible") await this.#ask();
    if (this.#isEnded) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), this.#pushed && !this.#open ? PUSHED_AGAIN_MS : AGAIN_MS);
  }

  /** Once: who has no line has nothing to look at. */
  #observe(): void {
    if (this.#observer || this.#isEnded || this.groups.length === 0) return;
    this.#observer = this.#desk.observer();
    this.#observer?.on((event) => {
      if (event.is === "dashboard") this.#take(event.dashboard.groups);
      else if (event.is === "disconnected" || event.is === "stopped") this.#lose();
    });
  }

  /** The answer to a question may be older than what was pushed meanwhile. */
  #now(row: GroupRow): GroupRow {
    return { ...row, waiting: this.#pushed?.get(row.group) ?? row.waiting };
  }

  /** Whoever came or went in the line that is open is asked for. */
  #take(pushed: readonly { readonly group: string; readonly waiting: number }[]): void {
    this.#pushed = new Map(pushed.map((each) => [each.group, each.waiting]));
    const before = this.groups;
    this.groups = before.map((each) => this.#now(each));
    const changed = this.groups.filter((each, place) => each.waiting !== before[place]?.waiting);
    if (changed.some(({ group }) => group === this.#open)) void this.look();
    if (changed.length > 0) this.#changed();
  }

  /** Nothing is pushed any more: it is asked for until something is. */
  #lose(): void {
    if (!this.#pushed || this.#isEnded) return;
    this.#pushed = undefined;
    void this.look();
  }

  async #ask(): Promise<void> {
    const open = this.#open;
    try {
      const { groups } = await read<{ readonly groups: readonly GroupRow[] }>("groups");
      this.groups = groups.filter((each) => each.is_own).map((each) => this.#now(each));
      this.#observe();
      const line = open ? await this.#desk.ask({ frame: "GET_QUEUE", group: open }) : undefined;
      if (open === this.#open) this.line = line;
    } catch (error) {
      // The banner says what is wrong; the next look may find more.
      if (!(error instanceof Error)) throw error;
      if (error instanceof HttpRefused || error instanceof HttpUnavailable) this.groups = [];
    }
    if (!this.#isEnded) this.#changed();
  }
}
