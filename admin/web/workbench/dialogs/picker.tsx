// A list of people and groups to choose from: typing narrows it, arrows move in it, Enter takes what is marked.

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Words } from "../words.ts";
import { kept, moved, searchText, type Option } from "./model/options.ts";
import { matching } from "./model/targets.ts";

export interface PickerProps {
  readonly label: string;
  /** Undefined: they are on their way. */
  readonly options: readonly Option[] | undefined;
  readonly words: Words;
  /** Undefined: nothing can be chosen. */
  readonly onChoose: (option: Option | undefined) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Nothing is marked at first, so that Enter does no harm; of what was looked for the first one is. */
export function Picker({ label, options, words, onChoose }: PickerProps) {
  const [typed, setTyped] = useState("");
  const [key, setKey] = useState("");
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = matching(options ?? [], typed, searchText);
  const marked = typed.trim() || key ? kept(shown, key) : undefined;
  useLayoutEffect(() => field.current?.focus(), []); // it may come later than its dialog
  useLayoutEffect(() => onChoose(marked), [marked?.key]); // before Enter comes
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [marked?.key]);
  const pressed = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    setKey(moved(shown, marked?.key ?? "", step)?.key ?? "");
  };
  return (
    <div class="picker">
      <input
        ref={field}
        type="search"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={marked && `${id}-${marked.key}`}
        placeholder={words.dialogs.search}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <ul ref={list} id={id} role="listbox" aria-label={label}>
        {shown.map((option) => (
          <OptionRow
            key={option.key}
            id={`${id}-${option.key}`}
            option={option}
            isMarked={option.key === marked?.key}
            onMark={() => setKey(option.key)}
          />
        ))}
      </ul>
      {shown.length === 0 && <p class="side-note" role="status">{options ? words.dialogs.nobody : words.side.loading}</p>}
    </div>
  );
}

interface OptionRowProps {
  readonly id: string;
  readonly option: Option;
  readonly isMarked: boolean;
  readonly onMark: () => void;
}

function OptionRow({ id, option, isMarked, onMark }: OptionRowProps) {
  const { kind, name, detail, isOpen, isFree } = option;
  return (
    <li
      id={id}
      role="option"
      class={`option option--${kind}`}
      aria-selected={isMarked}
      aria-disabled={!isOpen}
      onClick={() => isOpen && onMark()}
    >
      <span class="option-mark" aria-hidden="true">{kind === "group" ? "▤" : "☺"}</span>
      <span class="option-name">{name}</span>
      <span class={isFree ? "option-detail option-detail--free" : "option-detail"}>
        {detail}
      </span>
    </li>
  );
}
