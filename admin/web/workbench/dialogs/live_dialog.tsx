// What a supervisor sees of his groups, as it is now: who is served, who waits, who serves (Q11, S11).

import { useEffect, useState } from "preact/hooks";

import { TabList } from "../side/tab_list.tsx";
import { Dialog } from "./dialog.tsx";
import { LiveAgents } from "./live_agents.tsx";
import { LiveQueue } from "./live_queue.tsx";
import { LiveSessions } from "./live_sessions.tsx";
import { OwnGroups } from "./own_groups.tsx";
import type { DialogViewProps } from "./view.ts";

const TABS = { serving: LiveSessions, queue: LiveQueue, agents: LiveAgents } as const;
type TabId = keyof typeof TABS;
const IDS = Object.keys(TABS) as TabId[];
/** Between two looks at the groups, in ms: soon enough to act upon, and seldom beside what else the page asks. */
const LOOK_MS = 5_000;

export function LiveDialog(props: DialogViewProps) {
  const { words, onClose } = props;
  const [tab, setTab] = useState<TabId>("serving");
  const looks = useLooks();
  const { live } = words.dialogs;
  const Chosen = TABS[tab];
  return (
    <Dialog title={live.title} words={words} isWide onClose={onClose}>
      <OwnGroups words={words}>
        {(groups) => (
          <TabList label={live.title} tabs={IDS.map((id) => ({ id, label: live[id] }))} chosen={tab} onChoose={setTab}>
            <Chosen key={`${tab} ${groups.join(" ")}`} {...props} groups={groups} looks={looks} />
          </TabList>
        )}
      </OwnGroups>
    </Dialog>
  );
}

/** Counts the looks that are due; nobody looks while the page is hidden. */
function useLooks(): number {
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && setLooks((count) => count + 1), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return looks;
}
