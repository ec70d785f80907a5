// Language, looks and sound, behind one button.

import { useRef, useState } from "preact/hooks";

import { Icon } from "./icons.tsx";
import type { Settings, Theme } from "./settings.ts";
import { LANGUAGES, type Language, type Words } from "./words.ts";

export interface SettingsMenuProps {
  readonly words: Words;
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

export function SettingsMenu({ words, settings, onChange }: SettingsMenuProps) {
  const place = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState(false);
  const left = (event: FocusEvent) => {
    if (!place.current?.contains(event.relatedTarget as Node | null)) place.current!.open = false;
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !place.current?.open) return;
    event.stopPropagation();
    place.current.open = false;
    place.current.querySelector("summary")?.focus();
  };
  return (
    <details
      ref={place}
      class="settings"
      onToggle={() => setOpen(place.current!.open)}
      onFocusOut={left}
      onKeyDown={pressed}
    >
      <summary class="tool" role="button" aria-label={words.menu} aria-expanded={isOpen}><Icon name="more" /></summary>
      {/* Focusable, so that a press beside a field does not shut the menu. */}
      <div class="settings-box" tabIndex={-1}>
        <label>
          {words.language}
          <select
            value={settings.language}
            onChange={({ currentTarget }) => onChange({ ...settings, language: currentTarget.value as Language })}
          >
            {Object.entries(LANGUAGES).map(([tag, name]) => (
              <option key={tag} value={tag} lang={tag}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          {words.theme}
          <select
            value={settings.theme}
            onChange={({ currentTarget }) => onChange({ ...settings, theme: currentTarget.value as Theme })}
          >
            <option value="">{words.themeAuto}</option>
            <option value="light">{words.themeLight}</option>
            <option value="dark">{words.themeDark}</option>
          </select>
        </label>
        <label>
          {words.sound}
          <input
            type="checkbox"
            checked={settings.isLoud}
            onChange={({ currentTarget }) => onChange({ ...settings, isLoud: currentTarget.checked })}
          />
        </label>
      </div>
    </details>
  );
}
