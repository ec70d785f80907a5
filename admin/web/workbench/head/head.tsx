// The head: whose workbench it is, what he does, where he can go.

import type { DialogKind } from "../dialogs/dialogs.ts";
import type { Preferences } from "../model/preferences.ts";
import { Face } from "../parts/face.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import { goTo, PAGES, type Place } from "../places.tsx";
import type { ViewProps } from "../view.ts";
import { SettingsMenu } from "./settings_menu.tsx";
import { StatusMenu } from "./status_menu.tsx";
import "./head.css";

export interface HeadProps extends ViewProps {
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
  readonly place: Place;
  readonly onHelp: () => void;
  readonly onLeave: () => void;
}

export function Head({ preferences, onPreferences, place, onHelp, onLeave, ...view }: HeadProps) {
  const { desk, words } = view;
  const { head: say } = words;
  return (
    <header class="head">
      <h1 class="brand">{words.title}</h1>
      <StatusMenu {...view} />
      <Places {...view} place={place} />
      <div class="head-end">
        {desk.model.isSupervisor && (
          <Tool name={say.live} icon="live" onPress={() => desk.dialogs.open("live")} />
        )}
        <Lists {...view} />
        <Tool name={say.help} icon="help" onPress={onHelp} isWide />
        <SettingsMenu words={words} preferences={preferences} onChange={onPreferences} />
        <Own {...view} place={place} onHelp={onHelp} onLeave={onLeave} />
      </div>
    </header>
  );
}

const PLACES: readonly Place[] = ["desk", ...PAGES.map((each) => each.place)];

function Places({ words, place }: ViewProps & { readonly place: Place }) {
  const { head: say } = words;
  return (
    <nav class="places" aria-label={say.placesName}>
      {PLACES.map((each) => (
        <button key={each} type="button" aria-current={each === place ? "page" : undefined} onClick={() => goTo(each)}>
          {say.places[each]}
        </button>
      ))}
    </nav>
  );
}

function Lists({ desk, words }: ViewProps) {
  const { head: say } = words;
  const rows: readonly (readonly [DialogKind, IconName, string])[] = [
    ["followUps", "flag", say.followUps],
    ["left", "letter", say.messagesLeft],
    ["initiate", "plus", say.initiate],
    ["talk", "people", say.talk],
  ];
  return (
    <Menu class="lists" name={say.lists} face={<Icon name="inbox" />}>
      {(shut) => rows.map(([kind, icon, name]) => (
        <button
          key={kind}
          type="button"
          class="menu-row"
          onClick={() => {
            shut();
            desk.dialogs.open(kind);
          }}
        >
          <Icon name={icon} /> {name}
        </button>
      ))}
    </Menu>
  );
}

interface OwnProps extends ViewProps {
  readonly place: Place;
  readonly onHelp: () => void;
  readonly onLeave: () => void;
}

function Own({ desk, words, place, onHelp, onLeave }: OwnProps) {
  const { head: say } = words;
  const { member } = desk.me;
  const name = member?.nickname || member?.name || desk.model.me;
  return (
    <Menu
      class="own"
      name={name}
      face={<Face member={member?.id ?? ""} name={name} />}
    >
      {(shut) => (
        <>
          <p class="menu-note"><b>{name}</b><br />{member?.email}</p>
          {PLACES.map((each) => (
            <button
              key={each}
              type="button"
              class="menu-row narrow"
              aria-current={each === place}
              onClick={() => (shut(), goTo(each))}
            >
              {say.places[each]}
            </button>
          ))}
          <button type="button" class="menu-row narrow" onClick={() => (shut(), onHelp())}>
            <Icon name="help" /> {say.help}
          </button>
          <button type="button" class="menu-row" onClick={onLeave}><Icon name="back" /> {say.leave}</button>
        </>
      )}
    </Menu>
  );
}

interface ToolProps {
  readonly name: string;
  readonly icon: IconName;
  readonly onPress: () => void;
  /** Not where there is no room for it. */
  readonly isWide?: boolean;
}

export function Tool({ name, icon, onPress, isWide = false }: ToolProps) {
  return (
    <button type="button" class={isWide ? "tool wide" : "tool"} aria-label={name} title={name} onClick={onPress}>
      <Icon name={icon} />
    </button>
  );
}
