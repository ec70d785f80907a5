// What a list of people and groups offers: rows with what is known of each, and moving among those that can be chosen.

import type { DialogWords } from "../words_en.ts";
import type { AgentTarget, ColleagueRow, GroupRow } from "./targets.ts";

export interface Option {
  /** `group GROUP` or `agent AGENT`. */
  readonly key: string;
  readonly kind: "group" | "agent";
  /** Of the group or the agent. */
  readonly id: string;
  readonly name: string;
  /** By what else it is found: an e-mail address, a number; "": nothing is known. */
  readonly known: string;
  /** Status, load, line: what helps to choose; or why it cannot be chosen. */
  readonly detail: string;
  /** Could take a visitor at once. */
  readonly isFree: boolean;
  /** It can be chosen. */
  readonly isOpen: boolean;
}

/** The words for why an agent takes nobody, by the wire's. */
export type Exclusions = Readonly<Record<string, string>>;

export function groupOption({ group, name, members, waiting }: GroupRow, words: DialogWords): Option {
  const isOpen = members > 0;
  const detail = isOpen ? `${words.membersOf(members)} · ${words.inLine(waiting)}` : words.noMembers;
  return { key: `group ${group}`, kind: "group", id: group, name, known: group, detail, isFree: isOpen && waiting === 0, isOpen };
}

export function agentOption(
  target: AgentTarget, words: DialogWords, exclusions: Exclusions, row?: ColleagueRow,
): Option {
  const { agent, name, whyNot, load, capacity, obstacle } = target;
  const status = `${exclusions[whyNot] ?? whyNot} · ${words.load(load, capacity)}`;
  return {
    key: `agent ${agent}`, kind: "agent", id: agent, name,
    known: row ? [row.email, row.staff_number].filter(Boolean).join(" ") : "",
    detail: obstacle === "self" ? words.you : status,
    isFree: whyNot === "" && !obstacle, isOpen: !obstacle,
  };
}

/** What is looked for in an option. */
export function searchText({ name, id, known }: Option): string {
  return `${name} ${known} ${id}`;
}

/** The option that stands `step` further among those that can be chosen, round the ends; undefined: none can. */
export function moved(options: readonly Option[], key: string, step: number): Option | undefined {
  const open = options.filter(({ isOpen }) => isOpen);
  const place = open.findIndex((each) => each.key === key);
  if (place < 0) return step > 0 ? open[0] : open.at(-1);
  return open[(place + step + open.length) % open.length];
}

/** What is chosen while the list is narrowed: what was, if it is still there, else the first. */
export function kept(options: readonly Option[], key: string): Option | undefined {
  const open = options.filter(({ isOpen }) => isOpen);
  return open.find((each) => each.key === key) ?? open[0];
}
