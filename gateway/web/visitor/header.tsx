// The head of the page: whose it is, who serves, settings, and the way out of a frame.

import { Icon } from "./icons.tsx";
import { later } from "./later.tsx";
import { servingOf } from "./model/header.ts";
import type { SettingsMenuProps } from "./settings_menu.tsx";
import type { ViewProps } from "./view.ts";

/** Its place is kept. */
const SettingsMenu = later(async () => (await import("./rest.ts")).SettingsMenu, () => <span class="tool" />);

export interface HeaderProps extends ViewProps, SettingsMenuProps {
  readonly title: string;
  /** Address of a picture; "": an icon says who serves. */
  readonly avatar: string;
  /** Shuts the chat; undefined: the page stands by itself. */
  readonly onClose: (() => void) | undefined;
}

export function Header({ live, words, title, avatar, onClose, ...settings }: HeaderProps) {
  const { icon, line, isThere } = servingOf(live.model, words, live.refusal !== undefined);
  return (
    <header class="head">
      <span class={`head-face ${isThere ? "head-face--there" : ""}`} aria-hidden="true">
        {avatar ? <img src={avatar} alt="" /> : <Icon name={icon} />}
      </span>
      <div class="head-text">
        <h1>{title}</h1>
        <p role="status">{line}</p>
      </div>
      <SettingsMenu words={words} {...settings} />
      {onClose && (
        <button type="button" class="tool" aria-label={words.close} onClick={onClose}><Icon name="close" /></button>
      )}
    </header>
  );
}
