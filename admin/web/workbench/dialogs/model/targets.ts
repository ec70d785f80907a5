// To whom a session can be handed, and who can be called: in which order they are shown, and who cannot be chosen, why.

import type { Colleague } from "../../../../../gateway/web/sdk/index.ts";

/** A skill group, as the service lists them. */
export interface GroupRow {
  readonly group: string;
  /** As visitors read it. */
  readonly name: string;
  /** The reader is in it. */
  readonly is_own: boolean;
  readonly members: number;
  /** Sessions in its line. */
  readonly waiting: number;
  /** That its sessions may bear; none: any. */
  readonly tags: readonly string[];
}

/** Somebody who serves, as the service lists them. */
export interface ColleagueRow {
  readonly agent: string;
  readonly name: string;
  readonly email: string;
  readonly staff_number: string;
}

/** Why somebody cannot be chosen; "": he can. */
export type Obstacle = "" | "self" | "away";

export interface AgentTarget {
  readonly agent: string;
  readonly name: string;
  /** Why no visitor would be given to him, a word of the wire; "": one would. */
  readonly whyNot: string;
  readonly load: number;
  readonly capacity: number;
  readonly obstacle: Obstacle;
}

/** What somebody is to be chosen for: a transfer waits for who is busy, a call does not wait for who is away. */
export type Purpose = "transfer" | "call" | "mention";

/** Nobody sees it there. */
const AWAY: ReadonlySet<string> = new Set(["offline", "disconnected"]);
/** Soonest first; what a later server says comes behind those, before who is away. */
const ORDER: readonly string[] = ["", "asked", "full", "arrange", "rest", "not_ready"];

/** The agents of some groups, each once; who can take it soonest comes first, who cannot be chosen last. */
export function agentTargets(
  members: ReadonlyMap<string, readonly Colleague[]>, me: string, purpose: Purpose,
): readonly AgentTarget[] {
  const found = new Map<string, AgentTarget>();
  for (const each of [...members.values()].flat()) found.set(each.agent, target(each, me, purpose));
  return [...found.values()].sort(compare);
}

function target(colleague: Colleague, me: string, purpose: Purpose): AgentTarget {
  const { agent, nickname, why_not: whyNot, load, capacity } = colleague;
  const obstacle = obstacleOf(agent, whyNot, me, purpose);
  return { agent, name: nickname || agent, whyNot, load, capacity, obstacle };
}

function obstacleOf(agent: string, whyNot: string, me: string, purpose: Purpose): Obstacle {
  if (agent === me) return "self";
  return purpose !== "mention" && AWAY.has(whyNot) ? "away" : "";
}

function compare(one: AgentTarget, other: AgentTarget): number {
  return (
    Number(one.obstacle !== "") - Number(other.obstacle !== "") ||
    rank(one.whyNot) - rank(other.whyNot) ||
    share(one) - share(other) ||
    one.name.localeCompare(other.name)
  );
}

/** How full he is, 0 … 1. */
function share({ load, capacity }: AgentTarget): number {
  return capacity ? load / capacity : 0;
}

function rank(whyNot: string): number {
  if (AWAY.has(whyNot)) return ORDER.length + 1;
  const place = ORDER.indexOf(whyNot);
  return place < 0 ? ORDER.length : place;
}

/** The groups: own ones first, then by the shorter line; one without members takes nothing, and comes last. */
export function groupTargets(groups: readonly GroupRow[]): readonly GroupRow[] {
  return [...groups].sort(
    (one, other) =>
      Number(one.members === 0) - Number(other.members === 0) ||
      Number(other.is_own) - Number(one.is_own) ||
      one.waiting - other.waiting ||
      one.name.localeCompare(other.name),
  );
}

/** Those whose name or id has all the words that were typed; letters count alike in either case. */
export function matching<T>(targets: readonly T[], typed: string, textOf: (target: T) => string): readonly T[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return targets.filter((each) => {
    const text = textOf(each).toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
