// The workbench of who has signed in: the head, what rings, and three panes.

import { useCallback, useEffect, useLayoutEffect, useState } from "preact/hooks";

import { ConversationPane } from "./conversation/conversation_pane.tsx";
import { DialogHost } from "./dialogs/dialog_host.tsx";
import { BannerView } from "./head/banner.tsx";
import { Head } from "./head/head.tsx";
import { Help } from "./keys/help.tsx";
import { useKeys } from "./keys/use_keys.ts";
import { Splitter } from "./layout/splitter.tsx";
import { fitted, LEFT, RIGHT, type Preferences } from "./model/preferences.ts";
import { sectionsOf, unreadOf, type Sections } from "./model/rows.ts";
import { OfferBar } from "./offers/offer_bar.tsx";
import { Icon } from "./parts/icon.tsx";
import { PAGES, usePlace } from "./places.tsx";
import { PopUps } from "./reminders/pop_ups.tsx";
import { SessionsPane } from "./sessions/sessions_pane.tsx";
import { SidePane } from "./side/side_pane.tsx";
import { useDesk } from "./use_desk.ts";
import type { ViewProps } from "./view.ts";

export interface BenchProps extends ViewProps {
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
  readonly onLeave: () => void;
}

export function Bench({ preferences, onPreferences, onLeave, ...view }: BenchProps) {
  const { desk, words } = view;
  useDesk(desk);
  const place = usePlace();
  useShown(view, place === "desk");
  const [isHelpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  useKeys(desk, preferences.keys, openHelp);
  const sections = sectionsOf(desk.model);
  useTitle(sections, words.title);
  const Page = PAGES.find((each) => each.place === place)?.Page;
  return (
    <div class="workbench">
      <Head {...{ ...view, preferences, onPreferences, place, onLeave }} onHelp={openHelp} />
      <BannerView {...view} />
      <OfferBar {...view} ringing={sections.ringing} isLoud={preferences.reminders.offer.sound} keymap={preferences.keys} />
      {Page ? <main class="place"><Page {...view} /></main> : <Panes {...{ ...view, sections, preferences, onPreferences }} />}
      <DialogHost {...view} />
      <PopUps {...view} reminders={preferences.reminders} />
      {isHelpOpen && (
        <Help
          words={words} keymap={preferences.keys}
          onKeymap={(keys) => onPreferences({ ...preferences, keys })} onClose={() => setHelpOpen(false)}
        />
      )}
    </div>
  );
}

interface PanesProps extends ViewProps {
  readonly sections: Sections;
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
}

function Panes({ sections, preferences, onPreferences, ...view }: PanesProps) {
  const { desk, words } = view;
  const { layout: say } = words;
  const session = desk.model.selected;
  const [isSideOpen, setSideOpen] = useState(false);
  const { left, right } = preferences;
  useEffect(() => setSideOpen(false), [session]);
  // A drawer that is opened is what one turns to.
  useEffect(() => {
    if (isSideOpen) document.querySelector<HTMLElement>(".side [aria-selected=true]")?.focus();
  }, [isSideOpen]);
  return (
    <main
      class={`panes ${session ? "panes--chosen" : ""} ${isSideOpen ? "panes--side" : ""}`}
      style={{ "--left": `${left}px`, "--right": `${right}px` }}
      onKeyDown={({ key, defaultPrevented }) => key === "Escape" && !defaultPrevented && setSideOpen(false)}
      // Whoever writes, as what the panel put there, wants to see it.
      onFocusIn={({ target }) => (target as Element).closest(".composer") && setSideOpen(false)}
    >
      <SessionsPane {...view} sections={sections} keymap={preferences.keys} />
      <Splitter
        {...LEFT} name={say.leftEdge} width={left} side={1}
        onWidth={(width) => onPreferences({ ...preferences, left: fitted(width, LEFT) })}
      />
      <div class="middle">
        <div class="middle-bar">
          <button type="button" class="tool" aria-label={say.back} title={say.back} onClick={() => desk.select("")}>
            <Icon name="back" />
          </button>
          {session && (
            <button type="button" class="tool" aria-expanded={isSideOpen} aria-label={say.side} title={say.side} onClick={() => setSideOpen(!isSideOpen)}>
              <Icon name="side" />
            </button>
          )}
        </div>
        <ConversationPane {...view} session={session} />
      </div>
      <Splitter
        {...RIGHT} name={say.rightEdge} width={right} side={-1}
        onWidth={(width) => onPreferences({ ...preferences, right: fitted(width, RIGHT) })}
      />
      <SidePane {...view} session={session} />
    </main>
  );
}

/** Whoever has the page open, in front, and at the desk, is shown what comes. */
function useShown({ desk }: ViewProps, isAtDesk: boolean): void {
  // With the page, not behind it: what comes in between would count as seen.
  useLayoutEffect(() => {
    const look = () => desk.setShown(isAtDesk && document.visibilityState === "visible");
    const hurry = () => desk.hurry();
    look();
    document.addEventListener("visibilitychange", look);
    addEventListener("online", hurry);
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("online", hurry);
    };
  }, [desk, isAtDesk]);
}

/** The tab says what rings, and how many messages nobody has seen. */
function useTitle({ ringing, serving, visiting, internal }: Sections, title: string): void {
  const unread = unreadOf(serving) + unreadOf(visiting) + unreadOf(internal);
  const marks = `${ringing.length ? "🔔 " : ""}${unread ? `(${unread}) ` : ""}`;
  useEffect(() => {
    document.title = marks + title;
  }, [marks, title]);
}
