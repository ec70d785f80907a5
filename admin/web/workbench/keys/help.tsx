// What the keyboard does, and by which keys: the agent may choose others, or none.

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Words } from "../words.ts";
import { ALT_ACTS, faceOf, rebound, USUAL_KEYS, type AltAct, type Keymap } from "./keymap.ts";
import "./help.css";

export interface HelpProps {
  readonly words: Words;
  readonly keymap: Keymap;
  readonly onKeymap: (keymap: Keymap) => void;
  readonly onClose: () => void;
}

export function Help({ words, onClose, ...choosing }: HelpProps) {
  const place = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => place.current?.showModal(), []);
  const { keys: say } = words;
  const { keymap, onKeymap } = choosing;
  return (
    <dialog ref={place} class="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{say.title}</h2>
      <label class="help-switch">
        <input
          type="checkbox"
          checked={keymap.isOn}
          onChange={({ currentTarget }) => onKeymap({ ...keymap, isOn: currentTarget.checked })}
        />
        {say.isOn}
      </label>
      <Choices {...choosing} words={words} />
      <dl>
        {[["?", say.acts.help] as const, ...say.others].map(([key, text]) => (
          <div key={key}>
            <dt><kbd>{key}</kbd></dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" class="help-foot">
        <button type="button" onClick={() => onKeymap({ ...keymap, codes: USUAL_KEYS.codes })}>{say.reset}</button>
        <button>{say.close}</button>
      </form>
    </dialog>
  );
}

/** Each key with Alt is a button: pressed, it waits for the letter that is to take its place. */
function Choices({ words, keymap, onKeymap }: Omit<HelpProps, "onClose">) {
  const { keys: say } = words;
  const [changing, setChanging] = useState<AltAct>();
  const [told, setTold] = useState("");
  const ask = (act: AltAct) => {
    setChanging(act);
    setTold(say.pressLetter(say.acts[act]));
  };
  const stop = (why = "") => {
    setChanging(undefined);
    setTold(why);
  };
  const take = (event: KeyboardEvent, act: AltAct) => {
    if (changing !== act || event.key === "Tab" || ["Alt", "Shift", "Control", "Meta"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Escape") return stop();
    const next = rebound(keymap, act, event.code);
    if (next === "no letter") return setTold(say.noLetter);
    if (typeof next === "string") return setTold(say.taken(faceOf(event.code), say.acts[next]));
    onKeymap(next);
    stop(say.changed(faceOf(event.code), say.acts[act]));
  };
  return (
    <>
      <dl>
        {ALT_ACTS.map((act) => (
          <div key={act}>
            <dt>
              <button
                type="button"
                class="help-key"
                aria-label={say.change(faceOf(keymap.codes[act]), say.acts[act])}
                aria-pressed={changing === act}
                disabled={!keymap.isOn}
                onClick={() => ask(act)}
                onKeyDown={(event) => take(event, act)}
                onBlur={() => changing === act && stop()}
              >
                <kbd>{changing === act ? "Alt+…" : faceOf(keymap.codes[act])}</kbd>
              </button>
            </dt>
            <dd>{say.acts[act]}</dd>
          </div>
        ))}
      </dl>
      <p class="help-told" role="status">{told || say.hint}</p>
    </>
  );
}
