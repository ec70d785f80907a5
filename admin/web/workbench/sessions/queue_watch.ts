// Who stands in the lines of one's groups: asked for again and again while somebody looks.
//
// Nothing pushes it: a line changes with each visitor, and few agents look at it.

import { HttpRefused, HttpUnavailable, type Queue } from "../../../../gateway/web/sdk/index.ts";
import type { Desk } from "../desk.ts";
import { read } from "../staff_api.ts";

/** Between two looks, in ms; each costs the service a request for every agent who looks. */
const AGAIN_MS = 10_000;

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
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    if (document.visibilityState === "visible") await this.#ask();
    if (this.#isEnded) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), AGAIN_MS);
  }

  async #ask(): Promise<void> {
    const open = this.#open;
    try {
      const { groups } = await read<{ readonly groups: readonly GroupRow[] }>("groups");
      this.groups = groups.filter((each) => each.is_own);
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
