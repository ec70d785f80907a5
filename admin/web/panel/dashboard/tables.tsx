// Groups and agents, one row each.

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
          <table>
            <thead>
              <tr>
                <th scope="col">{say["group"]}</th>
                {["waiting", "wait", "serving", "on_duty", "load", "offered", "answered", "abandoned", "level", "speed"].map((name) => (
                  <th scope="col" class="number" key={name}>{say[name]}</th>
                ))}
                <th scope="col">{say["sessions"]}</th>
              </tr>
            </thead>
            <tbody>
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
    <tr data-group={shown.group} class={shown.group ? "" : "is-whole"}>
      <th scope="row">
        <button type="button" class="quiet" aria-pressed={shown.group === group} onClick={() => onChoose(shown.group)}>
          {nameOf(shown, say)}
        </button>
      </th>
      <td class="number">{shown.waiting}</td>
      <td class={`number ${urgency(since, now, dashboard.prompt_seconds)}`}>{lasting(since, now)}</td>
      <td class="number">{sessions.serving}</td>
      <td class="number">{agents.free}/{onDuty(agents)}</td>
      <td class="number">{agents.load}/{agents.capacity}</td>
      <td class="number">{today.offered}</td>
      <td class="number">{today.answered}</td>
      <td class="number">{share(today.abandoned, today.waits)}</td>
      <td class="number">{share(today.prompt, today.waits)}</td>
      <td class="number">{span(today.answer_time)}</td>
      <td><a href={`/admin/records?${records}`}>{say["sessions"]}</a></td>
    </tr>
  );
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
          <table>
            <thead>
              <tr>
                <th scope="col">{say["agent"]}</th>
                <th scope="col">{say["status"]}</th>
                <th scope="col" class="number">{say["since"]}</th>
                <th scope="col" class="number">{say["load"]}</th>
                <th scope="col">{say["groups"]}</th>
              </tr>
            </thead>
            <tbody>{shown.map((each) => <AgentRow key={each.agent} agent={each} {...{ dashboard, now }} texts={say} />)}</tbody>
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
    <tr data-agent={agent.agent}>
      <th scope="row">{agent.name || agent.agent}</th>
      <td>
        <span class={`mark ${LOOKS[status] ?? ""}`}>{say[`status_${status}`] ?? status}</span>
        {isAway && <> <span class="mark danger">{say["not_there"]}</span></>}
      </td>
      <td class="number">{lasting(agent.since, now)}</td>
      <td class="number"><meter min={0} max={Math.max(1, capacity)} value={load} aria-label={say["load"]} /> {load}/{capacity}</td>
      <td>{agent.groups.map((each) => titleOf(dashboard, each)).join(", ")}</td>
    </tr>
  );
}
