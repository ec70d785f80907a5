// A list of the agent's groups: of which, and what is shown of them.

import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";

import { AskedView } from "../side/asked_view.tsx";
import { useAsked } from "../side/use_asked.ts";
import type { Words } from "../words.ts";
import { readGroups } from "./people.ts";

export interface OwnGroupsProps {
  readonly words: Words;
  /** Of one group or of all that are the agent's. */
  readonly children: (groups: readonly string[]) => ComponentChildren;
}

/** Stands for all of them; no group has such an id. */
const ALL = "";

export function OwnGroups({ words, children }: OwnGroupsProps) {
  const [chosen, setChosen] = useState(ALL);
  const asked = useAsked(async () => (await readGroups()).filter((each) => each.is_own), []);
  return (
    <AskedView asked={asked} words={words}>
      {(groups) => {
        if (groups.length === 0) return <p class="side-note">{words.dialogs.noGroups}</p>;
        const meant = groups.map(({ group }) => group).filter((each) => chosen === ALL || each === chosen);
        return (
          <>
            <label class="field field--row">
              {words.dialogs.live.group}
              <select value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
                {groups.length > 1 && <option value={ALL}>{words.dialogs.live.all}</option>}
                {groups.map(({ group, name }) => <option key={group} value={group}>{name}</option>)}
              </select>
            </label>
            {children(meant)}
          </>
        );
      }}
    </AskedView>
  );
}
