// The groups and the agents that there are, asked for when a dialog opens.

import type { Colleague } from "../../../../gateway/web/sdk/index.ts";
import type { Desk } from "../desk.ts";
import { read } from "../staff_api.ts";
import { groupTargets, type GroupRow } from "./model/targets.ts";

/** Groups whose members are asked for, the likeliest first: each takes a request, and nobody reads more. */
const MAX_GROUPS_ASKED = 40;
/** At once: other requests of the page need room beside them. */
const AT_ONCE = 6;

export interface People {
  /** All, in the order in which they are offered. */
  readonly groups: readonly GroupRow[];
  /** Members, by group. */
  readonly members: ReadonlyMap<string, readonly Colleague[]>;
}

/** Rejects as `staff_api.read`. */
export async function readGroups(): Promise<readonly GroupRow[]> {
  return groupTargets((await read<{ readonly groups: readonly GroupRow[] }>("groups")).groups);
}

/** Rejects as `readGroups` and `Desk.ask`. */
export async function readPeople(desk: Desk): Promise<People> {
  const groups = await readGroups();
  const members = new Map<string, readonly Colleague[]>();
  const waiting = groups.filter((each) => each.members > 0).slice(0, MAX_GROUPS_ASKED);
  while (waiting.length > 0) {
    const asked = waiting.splice(0, AT_ONCE).map(({ group }) => desk.ask({ frame: "GET_COLLEAGUES", group }));
    for (const answer of await Promise.all(asked)) members.set(answer.group, answer.members);
  }
  return { groups, members };
}
