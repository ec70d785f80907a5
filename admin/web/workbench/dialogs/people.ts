// The groups and the agents that there are, asked for when a dialog opens.

import type { AnswerTo } from "../../../../gateway/web/sdk/core/answers.ts";
import type { Question } from "../../../../gateway/web/sdk/core/client_core.ts";
import type { Colleague } from "../../../../gateway/web/sdk/index.ts";
import type { Desk } from "../desk.ts";
import { read } from "../staff_api.ts";
import type { Words } from "../words.ts";
import { agentOption, groupOption, type Option } from "./model/options.ts";
import { agentTargets, groupTargets, type ColleagueRow, type GroupRow, type Purpose } from "./model/targets.ts";

/** Groups whose members are asked for, the likeliest first: each takes a request, and nobody reads more. */
const MAX_GROUPS_ASKED = 40;
/** At once: other requests of the page need room beside them. */
const AT_ONCE = 6;
/** Of the list of those who serve: 200 each. */
const MAX_PAGES = 5;

export interface People {
  /** All, in the order in which they are offered. */
  readonly groups: readonly GroupRow[];
  /** Members, by group. */
  readonly members: ReadonlyMap<string, readonly Colleague[]>;
  /** By id, those who have accounts. */
  readonly known: ReadonlyMap<string, ColleagueRow>;
}

/** Rejects as `staff_api.read`. */
export async function readGroups(): Promise<readonly GroupRow[]> {
  return groupTargets((await read<{ readonly groups: readonly GroupRow[] }>("groups")).groups);
}

/** Rejects as `readGroups` and `Desk.ask`. */
export async function readPeople(desk: Desk): Promise<People> {
  const [groups, known] = await Promise.all([readGroups(), readKnown()]);
  const asked = groups.filter((each) => each.members > 0).slice(0, MAX_GROUPS_ASKED);
  const answers = await askEach(desk, asked.map(({ group }) => ({ frame: "GET_COLLEAGUES", group }) as const));
  return { groups, known, members: new Map(answers.map(({ group, members }) => [group, members])) };
}

/** All who serve, by their ids. */
export async function readKnown(): Promise<ReadonlyMap<string, ColleagueRow>> {
  const rows: ColleagueRow[] = [];
  for (let [skip, pages] = [0, 0]; pages < MAX_PAGES && (skip > 0 || pages === 0); pages += 1) {
    const page = await read<{ readonly colleagues: readonly ColleagueRow[]; readonly next: number }>(`colleagues?skip=${skip}`);
    rows.push(...page.colleagues);
    skip = page.next;
  }
  return new Map(rows.map((row) => [row.agent, row]));
}

/** Asks one question after the other, a few at once; answers come in the order of the questions. */
export async function askEach<Q extends Question>(desk: Desk, questions: readonly Q[]): Promise<readonly AnswerTo<Q>[]> {
  const answers: AnswerTo<Q>[] = [];
  for (let from = 0; from < questions.length; from += AT_ONCE) {
    answers.push(...(await Promise.all(questions.slice(from, from + AT_ONCE).map((each) => desk.ask(each)))));
  }
  return answers;
}

/** Rows for the agents, those first who can take it soonest. */
export function agentOptions({ members, known }: People, me: string, purpose: Purpose, words: Words): readonly Option[] {
  const { dialogs, side } = words;
  const targets = agentTargets(members, me, purpose);
  return targets.map((each) => agentOption(each, dialogs, side.why.exclusions, known.get(each.agent)));
}

/** Rows for the groups, and then for the agents. */
export function allOptions(people: People, me: string, words: Words): readonly Option[] {
  return [
    ...people.groups.map((each) => groupOption(each, words.dialogs)),
    ...agentOptions(people, me, "transfer", words),
  ];
}
