// Groups and agents, one row each.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { Dashboard, DashboardAgent, DashboardGroup } from "../../../../gateway/web/sdk/wire.ts";
import { agentsOf, lasting, nameOf, onDuty, share, span, titleOf, urgency, type Texts } from "./figures.ts";

const STATUSES = ["free", "busy", "arrange", "not_ready", "rest", "offline"] as const;
const LOOKS: Readonly<Record<string, string>> = { free: "good", busy: "warning", arrange: "warning" };

interface TableProps {
  readonly dashboard: Dashboard;
  readonly now: number;
  readonly texts: Texts;
  readonly group: string;
}

export function GroupTable(props: TableProps & { readonly onChoose: (group: string) => void }) {
  const { dashboard, texts: say } = props;
  return (
    <section>
      <h2>{say["groups"]}</h2>
      {dashboard.groups.length === 0 ? <p class="empty">{say["no_groups"]}</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-label={say["groups"]}>
          <table class="cards" role="table">
            <thead role="rowgroup">
              <tr role="row">
                <th scope="col" role="columnheader">{say["group"]}</th>
                {["waiting", "wait", "serving", "on_duty", "load", "offered", "answered", "abandoned", "level", "speed"].map((name) => (
                  <th scope="col" role="columnheader" class="number" key={name}>{say[name]}</th>
                ))}
                <th scope="col" role="columnheader">{say["sessions"]}</th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              {[dashboard.whole, ...dashboard.groups].map((each) => <GroupRow key={each.group} {...props} shown={each} />)}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function GroupRow({ shown, dashboard, now, group, texts: say, onChoose }: TableProps & {
  readonly shown: DashboardGroup;
  readonly onChoose: (group: string) => void;
}) {
  const { sessions, agents, today, waiting_since: since } = shown;
  const records = new URLSearchParams({ ...(shown.group && { group: shown.group }), state: "open" });
  return (
    <tr role="row" data-group={shown.group} class={shown.group ? "" : "is-whole"}>
      <th scope="row" role="rowheader">
        <button type="button" class="quiet" aria-pressed={shown.group === group} onClick={() => onChoose(shown.group)}>
          {nameOf(shown, say)}
        </button>
      </th>
      <Cell title={say["waiting"]}>{shown.waiting}</Cell>
      <Cell title={say["wait"]} look={urgency(since, now, dashboard.prompt_seconds)}>{lasting(since, now)}</Cell>
      <Cell title={say["serving"]}>{sessions.serving}</Cell>
      <Cell title={say["on_duty"]}>{agents.free}/{onDuty(agents)}</Cell>
      <Cell title={say["load"]}>{agents.load}/{agents.capacity}</Cell>
      <Cell title={say["offered"]}>{today.offered}</Cell>
      <Cell title={say["answered"]}>{today.answered}</Cell>
      <Cell title={say["abandoned"]}>{share(today.abandoned, today.waits)}</Cell>
      <Cell title={say["level"]}>{share(today.prompt, today.waits)}</Cell>
      <Cell title={say["speed"]}>{span(today.answer_time)}</Cell>
      <td role="cell"><a href={`/admin/records?${records}`}>{say["sessions"]}</a></td>
    </tr>
  );
}

/** A figure, which says what it is where the row is a card: see `cards.ts`. */
function Cell({ title, look = "", children }: {
  readonly title: string | undefined;
  readonly look?: string;
  readonly children: ComponentChildren;
}) {
  return <td role="cell" class={`number ${look}`} data-label={title}>{children}</td>;
}

export function AgentTable({ dashboard, now, group, texts: say }: TableProps) {
  const [text, setText] = useState("");
  const [status, setStatus] = useState("");
  const shown = agentsOf(dashboard, group, text, status);
  return (
    <section>
      <h2>{say["agents"]}</h2>
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>{say["find"]} <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>
        <label>
          {say["status"]}{" "}
          <select value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
            <option value="">{say["any"]}</option>
            {STATUSES.map((each) => <option key={each} value={each}>{say[`status_${each}`]}</option>)}
          </select>
        </label>
      </form>
      {shown.length === 0 ? <p class="empty">{say["no_agents"]}</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-label={say["agents"]}>
          <table class="cards" role="table">
            <thead role="rowgroup">
              <tr role="row">
                <th scope="col" role="columnheader">{say["agent"]}</th>
                <th scope="col" role="columnheader">{say["status"]}</th>
                <th scope="col" role="columnheader" class="number">{say["since"]}</th>
                <th scope="col" role="columnheader" class="number">{say["load"]}</th>
                <th scope="col" role="columnheader">{say["groups"]}</th>
              </tr>
            </thead>
            <tbody role="rowgroup">{shown.map((each) => <AgentRow key={each.agent} agent={each} {...{ dashboard, now }} texts={say} />)}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function AgentRow({ agent, dashboard, now, texts: say }: Omit<TableProps, "group"> & { readonly agent: DashboardAgent }) {
  const { status, load, capacity } = agent;
  const isAway = !agent.is_there && status !== "offline" && status !== "rest";
  return (
    <tr role="row" data-agent={agent.agent}>
      <th scope="row" role="rowheader">{agent.name || agent.agent}</th>
      <td role="cell">
        <span class={`mark ${LOOKS[status] ?? ""}`}>{say[`status_${status}`] ?? status}</span>
        {isAway && <> <span class="mark danger">{say["not_there"]}</span></>}
      </td>
      <Cell title={say["since"]}>{lasting(agent.since, now)}</Cell>
      <Cell title={say["load"]}><meter min={0} max={Math.max(1, capacity)} value={load} aria-label={say["load"]} /> {load}/{capacity}</Cell>
      <td role="cell">{agent.groups.map((each) => titleOf(dashboard, each)).join(", ")}</td>
    </tr>
  );
}
