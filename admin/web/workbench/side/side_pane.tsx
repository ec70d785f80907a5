// The right pane: what is known of the session that is looked at, and of its visitor.

import { useState } from "preact/hooks";

import { sessionAt } from "../model/desk_model.ts";
import { RepliesTab } from "../replies/replies_tab.tsx";
import type { SessionProps } from "../view.ts";
import { CustomerTab } from "./customer_tab.tsx";
import { HistoryTab } from "./history_tab.tsx";
import { SessionTab } from "./session_tab.tsx";
import "./side.css";
import { TabList } from "./tab_list.tsx";
import { WhyTab } from "./why_tab.tsx";

/** In the order in which they are shown. */
const TABS = { customer: CustomerTab, replies: RepliesTab, notes: SessionTab, history: HistoryTab, why: WhyTab } as const;
type TabId = keyof typeof TABS;
const IDS = Object.keys(TABS) as TabId[];

export function SidePane({ desk, words, session: place }: SessionProps) {
  const [chosen, setChosen] = useState<TabId>("customer");
  const session = sessionAt(place);
  // Of an internal conversation there is no visitor.
  const hasVisitor = desk.model.threads.get(session)?.session !== undefined;
  const Chosen = TABS[chosen];
  return (
    <aside class="side" aria-label={words.side.panel}>
      {hasVisitor ? (
        <TabList
          label={words.side.panel}
          tabs={IDS.map((id) => ({ id, label: words.side.tabs[id] }))}
          chosen={chosen}
          onChoose={setChosen}
        >
          <Chosen key={session} {...{ desk, words, session }} />
        </TabList>
      ) : (
        <p class="side-note">{words.side.nothingChosen}</p>
      )}
    </aside>
  );
}
