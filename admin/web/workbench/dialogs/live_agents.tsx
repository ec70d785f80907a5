// Who serves in a group; a supervisor sets status and capacity (Q11).

import { useState } from "preact/hooks";

import type { Colleague, SetAgent } from "../../../../gateway/web/sdk/index.ts";
import { AskedView } from "../side/asked_view.tsx";
import { useLook, type LiveProps } from "./live_view.ts";

/** Of an agent, as the service takes it. */
const MAX_CAPACITY = 1_000;
const STATUSES = ["free", "not_ready", "rest", "offline"] as const;

export function LiveAgents(props: LiveProps) {
  const { desk, words, group, looks } = props;
  const asked = useLook(() => desk.ask({ frame: "GET_COLLEAGUES", group }), looks);
  const { live } = words.dialogs;
  return (
    <AskedView asked={asked} words={words}>
      {({ members, count }) => (
        <>
          <table class="live">
            <thead>
              <tr><th>{live.agent}</th><th>{live.status}</th><th>{live.loadHead}</th><th>{live.capacity}</th></tr>
            </thead>
            <tbody>{members.map((row) => <Row key={row.agent} {...props} row={row} onDone={asked.reload} />)}</tbody>
          </table>
          {count > members.length && <p class="side-note">{live.moreOf(count - members.length)}</p>}
        </>
      )}
    </AskedView>
  );
}

function Row({ desk, words, row, onDone }: LiveProps & { readonly row: Colleague; readonly onDone: () => void }) {
  const { agent, nickname, why_not, load, capacity } = row;
  const { dialogs, side } = words;
  const name = nickname || agent;
  const set = async (change: Pick<SetAgent, "status" | "capacity">) => {
    if (await desk.act((client) => client.ask({ frame: "SET_AGENT", agent, ...change }))) onDone();
  };
  return (
    <tr>
      <td>{name}{agent === desk.model.me && <small> {dialogs.you}</small>}</td>
      <td>
        <span class={why_not ? "" : "option-detail--free"}>{side.why.exclusions[why_not] ?? why_not}</span>{" "}
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
      </td>
      <td>{dialogs.load(load, capacity)}</td>
      <td><Capacity key={capacity} label={dialogs.live.capacityOf(name)} capacity={capacity} onChange={(to) => void set({ capacity: to })} /></td>
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
