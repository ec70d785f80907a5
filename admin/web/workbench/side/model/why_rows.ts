// What happened to a session, and why nobody serves it now, as rows of text (Q15).

import type { Why, WhyExcluded, WhyLook, WhyStep } from "../../../../../gateway/web/sdk/index.ts";
import type { WhyWords } from "../why_words_en.ts";
import { spanText, type SpanWords } from "./spans.ts";

export interface WhyRow {
  readonly kind: "step" | "now" | "cut";
  /** Ms since the epoch by the server's clock; 0: at no certain time. */
  readonly at: number;
  readonly text: string;
  /** What is said beside it, in small. */
  readonly details: readonly string[];
  /** What the group saw when it looked, a line each. */
  readonly look: readonly string[];
}

export interface WhyReader extends SpanWords {
  readonly why: WhyWords;
}

/** Oldest first; how it looks now comes last. `known` are names of agents, by id: looks tell ids alone. */
export function whyRows(why: Why, words: WhyReader, known: ReadonlyMap<string, string> = new Map()): readonly WhyRow[] {
  const names = namesIn(why, known);
  const rows = why.steps.map((step) => stepRow(step, words, names));
  const cut: WhyRow = { kind: "cut", at: 0, text: words.why.cut, details: [], look: [] };
  const shown = why.is_cut ? [...rows.slice(0, 1), cut, ...rows.slice(1)] : rows;
  if (!why.now) return shown;
  const look = lookLines(why.now, words, names);
  return [...shown, { kind: "now", at: why.now.at, text: words.why.now, details: [], look }];
}

/** The groups at which somebody looked, each once. */
export function groupsLookedAt({ steps, now }: Why): readonly string[] {
  const looks = [...steps.map((each) => each.look), now];
  return [...new Set(looks.flatMap((look) => (look ? [look.group] : [])))];
}

/** By id. */
interface Names {
  readonly agents: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

function namesIn({ steps }: Why, known: ReadonlyMap<string, string>): Names {
  const named = (pairs: readonly (readonly [string, string])[]) => new Map(pairs.filter(([id, name]) => id && name));
  return {
    agents: new Map([...known, ...named(steps.map((each) => [each.agent, each.agent_name]))]),
    groups: named(steps.map((each) => [each.group, each.group_name])),
  };
}

function stepRow(step: WhyStep, words: WhyReader, names: Names): WhyRow {
  const by = step.by && words.why.by(names.agents.get(step.by) ?? step.by);
  const look = step.look ? lookLines(step.look, words, names) : [];
  return {
    kind: "step", at: step.at, text: told(step, words.why), look,
    details: [...detailsOf(step, words.why), by].filter(Boolean),
  };
}

function told(step: WhyStep, words: WhyWords): string {
  if (step.what === "stage") return words.stages[step.detail] ?? step.detail;
  const agent = step.agent_name || step.agent;
  const group = step.group_name || step.group;
  const say = words.steps[step.what];
  // A later server's word is shown as it is.
  if (!say) return [step.what, agent, group].filter(Boolean).join(" ");
  return say({ agent, group, detail: step.detail, target: agent || group });
}

/** Details that go without saying: somebody wished it, and is named. */
const UNSAID: ReadonlySet<string> = new Set(["asked", "agent", ""]);

function detailsOf({ what, detail }: WhyStep, words: WhyWords): readonly string[] {
  switch (what) {
    case "stage":
    case "flow":
    case "learnt":
      return []; // said already
    case "opened":
      return detail ? [words.channel(detail)] : [];
    case "handed_over":
      return [words.conditions[detail] ?? detail];
    case "server_answered": {
      const end = detail.indexOf("/");
      const [word, said] = end < 0 ? [detail, ""] : [detail.slice(0, end), detail.slice(end + 1)];
      return [words.details[word] ?? word, said];
    }
    default:
      return detail.split("/").filter((each) => !UNSAID.has(each)).map((each) => words.details[each] ?? each);
  }
}

function lookLines(look: WhyLook, words: WhyReader, names: Names): readonly string[] {
  const group = names.groups.get(look.group) ?? look.group;
  return [
    words.why.place(group, look.position, spanText(look.waited_ms, words)),
    choice(look, words.why, names),
    ...look.excluded.map((each) => exclusion(each, words.why, names)),
  ];
}

function choice(look: WhyLook, words: WhyWords, names: Names): string {
  if (look.chosen) {
    const agent = names.agents.get(look.chosen) ?? look.chosen;
    return words.chosen(agent, words.strategies[look.strategy] ?? look.strategy, look.candidates);
  }
  return look.candidates ? words.waiting(look.candidates, some(look.first, look.candidates, words, names)) : words.nobody;
}

function exclusion({ reason, count, first }: WhyExcluded, words: WhyWords, names: Names): string {
  return words.excluded(count, words.exclusions[reason] ?? reason, some(first, count, words, names));
}

function some(first: readonly string[], count: number, words: WhyWords, names: Names): string {
  const shown = first.map((each) => names.agents.get(each) ?? each);
  return [...shown, ...(count > first.length ? ["…"] : [])].join(words.and);
}
