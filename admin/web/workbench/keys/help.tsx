// What the keyboard does.

import { useLayoutEffect, useRef } from "preact/hooks";

import type { Words } from "../words.ts";
import { faceOf, WITH_ALT } from "./keymap.ts";
import "./help.css";

export interface HelpProps {
  readonly words: Words;
  readonly onClose: () => void;
}

export function Help({ words, onClose }: HelpProps) {
  const place = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => place.current?.showModal(), []);
  const { keys: say } = words;
  const rows = [
    ...Object.entries(WITH_ALT).map(([code, act]) => [faceOf(code), say.acts[act]] as const),
    ["?", say.acts.help] as const,
    ...say.others,
  ];
  return (
    <dialog ref={place} class="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{say.title}</h2>
      <dl>
        {rows.map(([key, text]) => (
          <div key={key}>
            <dt><kbd>{key}</kbd></dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog"><button>{say.close}</button></form>
    </dialog>
  );
}
