// Who serves in the groups; a supervisor sets status and capacity (Q11).

import { useState } from "preact/hooks";

import type { SetAgent } from "../../../../gateway/web/sdk/index.ts";
import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import { AskedView } from "../side/asked_view.tsx";
import { useLook, type LiveProps } from "./live_view.ts";
import { agentTargets, type AgentTarget } from "./model/targets.ts";
import { askEach } from "./people.ts";

/** Of an agent, as the service takes it. */
const MAX_CAPACITY = 1_000;
const STATUSES = ["free", "not_ready", "rest", "offline"] as const;

export function LiveAgents(props: LiveProps) {
  const { desk, words, groups, looks } = props;
  const asked = useLook(() => askEach(desk, groups.map((group) => ({ frame: "GET_COLLEAGUES", group }) as const)), looks);
  const { live } = words.dialogs;
  return (
    <AskedView asked={asked} words={words}>
      {(answers) => {
        const rows = agentTargets(new Map(answers.map(({ group, members }) => [group, members])), "", "mention");
        const isCut = answers.some(({ members, count }) => count > members.length);
        return (
          <>
            <table class="live">
              <thead>
                <tr><th>{live.agent}</th><th>{live.status}</th><th>{live.loadHead}</th><th>{live.capacity}</th></tr>
              </thead>
              <tbody>{rows.map((row) => <Row key={row.agent} {...props} row={row} onDone={asked.reload} />)}</tbody>
            </table>
            {isCut && <p class="side-note">{live.more}</p>}
          </>
        );
      }}
    </AskedView>
  );
}

function Row({ desk, words, row, onDone }: LiveProps & { readonly row: AgentTarget; readonly onDone: () => void }) {
  const { agent, name, whyNot, load, capacity } = row;
  const { dialogs, side } = words;
  const { problem, run } = useAct(words);
  const set = async (change: Pick<SetAgent, "status" | "capacity">) => {
    if (await run(() => desk.ask({ frame: "SET_AGENT", agent, ...change }))) onDone();
  };
  return (
    <tr>
      <td>{name}{agent === desk.model.me && <small> {dialogs.you}</small>}</td>
      <td>
        <span class={whyNot ? "" : "option-detail--free"}>{side.why.exclusions[whyNot] ?? whyNot}</span>{" "}
        <select
          aria-label={dialogs.live.setStatus(name)}
          value=""
          onChange={({ currentTarget }) => {
            void set({ status: currentTarget.value as (typeof STATUSES)[number] });
            currentTarget.value = "";
          }}
        >
          <option value="" disabled>{dialogs.live.change}</option>
          {STATUSES.map((each) => <option key={each} value={each}>{dialogs.live.statuses[each]}</option>)}
        </select>
        <ProblemLine problem={problem} />
      </td>
      <td>{dialogs.load(load, capacity)}</td>
      <td>
        <Capacity
          key={capacity}
          label={dialogs.live.capacityOf(name)}
          capacity={capacity}
          onChange={(to) => void set({ capacity: to })}
        />
      </td>
    </tr>
  );
}

interface CapacityProps {
  readonly label: string;
  readonly capacity: number;
  readonly onChange: (capacity: number) => void;
}

/** It is told when the field is left, or by Enter. */
function Capacity({ label, capacity, onChange }: CapacityProps) {
  const [typed, setTyped] = useState(String(capacity));
  return (
    <input
      type="number"
      class="capacity"
      aria-label={label}
      min={1}
      max={MAX_CAPACITY}
      value={typed}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onChange={({ currentTarget }) => {
        const to = Number(typed);
        if (currentTarget.validity.valid && typed && to !== capacity) onChange(to);
        else setTyped(String(capacity));
      }}
    />
  );
}
