// Tabs, by the pattern of WAI-ARIA: one stop of the Tab key, arrows between them.

import { useId, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

export interface TabListProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  /** Of the chosen one. */
  readonly children: ComponentChildren;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

export function TabList<Id extends string>({ label, tabs, chosen, onChoose, children }: TabListProps<Id>) {
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const pressed = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    const place = (tabs.findIndex((each) => each.id === chosen) + step + tabs.length) % tabs.length;
    onChoose(tabs[place]!.id);
    row.current?.querySelectorAll("button")[place]?.focus();
  };
  return (
    <>
      <div ref={row} class="tab-row" role="tablist" aria-label={label} onKeyDown={pressed}>
        {tabs.map((each) => (
          <button
            key={each.id}
            type="button"
            role="tab"
            id={`${id}-${each.id}`}
            aria-selected={each.id === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={each.id === chosen ? 0 : -1}
            onClick={() => onChoose(each.id)}
          >
            {each.label}
          </button>
        ))}
      </div>
      <div class="tab-page" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`}>{children}</div>
    </>
  );
}
