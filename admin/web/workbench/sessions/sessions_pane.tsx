// The left pane: the agent's sessions with visitors, and his conversations with colleagues.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { shortcutOf, type Keymap } from "../keys/keymap.ts";
import { longestWaiting, unreadOf, type Row, type Sections } from "../model/rows.ts";
import { moveByArrows } from "../parts/arrows.ts";
import type { ViewProps } from "../view.ts";
import { Queues } from "./queues.tsx";
import { LongList } from "./long_list.tsx";
import "./sessions.css";

type Tab = "external" | "internal";

export interface SessionsPaneProps extends ViewProps {
  readonly sections: Sections;
  readonly keymap: Keymap;
}

export function SessionsPane({ sections, keymap, ...view }: SessionsPaneProps) {
  const { words } = view;
  const { sessions: say } = words;
  const [tab, setTab] = useState<Tab>("external");
  const { serving, visiting, internal } = sections;
  const unread: Readonly<Record<Tab, number>> = {
    external: unreadOf(serving) + unreadOf(visiting), internal: unreadOf(internal),
  };
  return (
    <nav class="sessions" aria-label={say.title}>
      <div class="tabs" role="tablist" onKeyDown={(event) => moveByArrows(event, "tabs", "[role=tab]")?.click()}>
        {(["external", "internal"] as const).map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            aria-selected={tab === each}
            tabIndex={tab === each ? 0 : -1}
            aria-controls="tab-panel"
            onClick={() => setTab(each)}
          >
            {say.tabs[each]}
            {unread[each] > 0 && <span class="badge">{unread[each]}<span class="unseen"> {say.unread(unread[each])}</span></span>}
          </button>
        ))}
      </div>
      <div
        class="tab-panel"
        id="tab-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        onKeyDown={(event) => void moveByArrows(event, "list", ".row, .line")}
      >
        {tab === "external" ? <External {...view} {...{ sections, keymap }} /> : <Internal {...view} sections={sections} />}
      </div>
    </nav>
  );
}

function External({ sections, keymap, ...view }: SessionsPaneProps) {
  const { desk, words } = view;
  const { sessions: say } = words;
  const { serving, visiting, ended } = sections;
  const longest = longestWaiting(sections);
  const isOffDuty = desk.model.board?.status === "offline";
  return (
    <>
      <Part {...view} id="serving" title={say.serving} rows={serving}>
        {longest && serving.length > 1 && (
          <button
            type="button" class="small" aria-keyshortcuts={shortcutOf(keymap, "longest")}
            onClick={() => desk.select(longest)}
          >
            {say.longest}
          </button>
        )}
      </Part>
      {serving.length === 0 && (
        <div class="empty">
          <p>{isOffDuty ? say.nobodyOffDuty : say.nobody}</p>
          {isOffDuty && (
            <button type="button" class="primary" onClick={() => void desk.setStatus("free")}>{say.goOnDuty}</button>
          )}
        </div>
      )}
      {visiting.length > 0 && <Part {...view} id="visiting" title={say.visiting} rows={visiting} />}
      <Queues {...view} />
      {ended.length > 0 && (
        <Part {...view} id="ended" title={say.ended} rows={ended}>
          <button type="button" class="small" onClick={() => desk.clearEnded()}>{say.clear}</button>
        </Part>
      )}
    </>
  );
}

function Internal({ sections, ...view }: Omit<SessionsPaneProps, "keymap">) {
  const { desk, words } = view;
  const { sessions: say } = words;
  return (
    <>
      <Part {...view} id="internal" title={say.internal} rows={sections.internal} />
      <div class="empty">
        {sections.internal.length === 0 && <p>{say.nobodyInside}</p>}
        <button type="button" onClick={() => desk.dialogs.open("talk")}>{say.talk}</button>
      </div>
    </>
  );
}

interface PartProps extends ViewProps {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly children?: ComponentChildren;
}

function Part({ id, title, rows, children, ...view }: PartProps) {
  return (
    <section class="rows-section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title} <span class="count">{rows.length}</span>{children}</h2>
      <LongList {...view} rows={rows} />
    </section>
  );
}
