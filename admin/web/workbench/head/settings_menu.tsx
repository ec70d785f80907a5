// Language, looks, and by what the agent is reminded.

import { useState } from "preact/hooks";

import {
  REMINDER_KINDS, REMINDER_WAYS, withReminder, type Preferences,
} from "../model/preferences.ts";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import { ring } from "../reminders/sound.ts";
import { LANGUAGES, type Language, type Words } from "../words.ts";

export interface SettingsProps {
  readonly words: Words;
  readonly preferences: Preferences;
  readonly onChange: (preferences: Preferences) => void;
}

export function SettingsMenu(props: SettingsProps) {
  const { head: say } = props.words;
  return (
    <Menu class="settings" name={say.settings} face={<Icon name="settings" />}>
      {() => (
        <>
          <Looks {...props} />
          <Reminding {...props} />
        </>
      )}
    </Menu>
  );
}

function Looks({ words, preferences, onChange }: SettingsProps) {
  const { head: say } = words;
  return (
    <>
      <label class="setting">
        {say.language}
        <select
          value={preferences.language || words.tag}
          onChange={({ currentTarget }) => onChange({ ...preferences, language: currentTarget.value as Language })}
        >
          {Object.entries(LANGUAGES).map(([tag, name]) => <option key={tag} value={tag} lang={tag}>{name}</option>)}
        </select>
      </label>
      <label class="setting">
        {say.theme}
        <select
          value={preferences.theme}
          onChange={({ currentTarget }) => onChange({ ...preferences, theme: currentTarget.value as Preferences["theme"] })}
        >
          {Object.entries(say.themes).map(([theme, name]) => <option key={theme} value={theme}>{name}</option>)}
        </select>
      </label>
    </>
  );
}

function Reminding({ words, preferences, onChange }: SettingsProps) {
  const { head: say } = words;
  const { reminders } = preferences;
  return (
    <>
      <table class="reminding">
        <caption>{say.reminders}</caption>
        <thead>
          <tr>
            <td />
            {REMINDER_WAYS.map((way) => <th key={way} scope="col">{say.ways[way]}</th>)}
          </tr>
        </thead>
        <tbody>
          {REMINDER_KINDS.map((kind) => (
            <tr key={kind}>
              <th scope="row">{say.kinds[kind]}</th>
              {REMINDER_WAYS.map((way) => (
                <td key={way}>
                  <input
                    type="checkbox"
                    aria-label={`${say.kinds[kind]}: ${say.ways[way]}`}
                    checked={reminders[kind][way]}
                    onChange={({ currentTarget: { checked } }) =>
                      onChange({ ...preferences, reminders: withReminder(reminders, kind, way, checked) })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="reminding-foot">
        <button type="button" onClick={() => void ring("offer")}>{say.tryIt}</button>
        <Allowance words={words} />
      </div>
    </>
  );
}

/** The browser asks for leave only where somebody has pressed something. */
function Allowance({ words }: { readonly words: Words }) {
  const { head: say } = words;
  const [leave, setLeave] = useState(typeof Notification === "undefined" ? "denied" : Notification.permission);
  if (leave === "granted") return null;
  if (leave === "denied") return <p class="menu-note">{say.desktopDenied}</p>;
  return (
    <button type="button" onClick={() => void Notification.requestPermission().then(setLeave)}>{say.allowDesktop}</button>
  );
}
