// A list of one of the agent's groups: which, and what is shown of it.

import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";

import { AskedView } from "../side/asked_view.tsx";
import { useAsked } from "../side/use_asked.ts";
import type { Words } from "../words.ts";
import { GroupField } from "./group_field.tsx";
import { readGroups } from "./people.ts";

export interface OwnGroupProps {
  readonly words: Words;
  readonly children: (group: string) => ComponentChildren;
}

export function OwnGroup({ words, children }: OwnGroupProps) {
  const [chosen, setChosen] = useState("");
  const asked = useAsked(async () => (await readGroups()).filter((each) => each.is_own), []);
  return (
    <AskedView asked={asked} words={words}>
      {(groups) => {
        const group = chosen || groups[0]?.group;
        if (!group) return <p class="side-note">{words.dialogs.noGroups}</p>;
        return (
          <>
            <GroupField {...{ groups, group, words }} onChange={setChosen} />
            {children(group)}
          </>
        );
      }}
    </AskedView>
  );
}
