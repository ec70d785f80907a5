// Which of the agent's groups a list is of.

import type { Words } from "../words.ts";
import type { GroupRow } from "./model/targets.ts";

export interface GroupFieldProps {
  readonly groups: readonly GroupRow[];
  readonly group: string;
  readonly words: Words;
  readonly onChange: (group: string) => void;
}

export function GroupField({ groups, group, words, onChange }: GroupFieldProps) {
  return (
    <label class="field field--row">
      {words.dialogs.live.group}
      <select value={group} onChange={(event) => onChange(event.currentTarget.value)}>
        {groups.map((each) => <option key={each.group} value={each.group}>{each.name}</option>)}
      </select>
    </label>
  );
}
