// A button with a box under it, which Escape, a press elsewhere and leaving it shut.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

export interface MenuProps {
  /** On the button. */
  readonly face: ComponentChildren;
  /** The button's name, where its face has none. */
  readonly name?: string;
  readonly class: string;
  /** `shut` shuts the box: for what is chosen in it. */
  readonly children: (shut: () => void) => ComponentChildren;
}

export function Menu({ face, name, class: kind, children }: MenuProps) {
  const place = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState(false);
  const shut = () => {
    if (!place.current?.open) return;
    place.current.open = false;
    place.current.querySelector("summary")?.focus();
  };
  const left = ({ relatedTarget }: FocusEvent) => {
    if (place.current && !place.current.contains(relatedTarget as Node | null)) place.current.open = false;
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      shut();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (isOpen && step(place.current!, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  };
  return (
    <details
      ref={place}
      class={`menu ${kind}`}
      onToggle={() => setOpen(place.current?.open ?? false)}
      onFocusOut={left}
      onKeyDown={pressed}
    >
      <summary
        role="button"
        aria-label={name}
        title={name}
        aria-expanded={isOpen}
        // A toggle is told some time after it: the next key is to find what is in the box.
        onClick={() => setOpen(!place.current?.open)}
      >
        {face}
      </summary>
      {/* Focusable, so that a press beside a field does not shut it. */}
      <div class="menu-box" tabIndex={-1}>{isOpen && children(shut)}</div>
    </details>
  );
}

/** Goes to the next button of the box, or the one before; a list or a field moves by itself. */
function step(place: HTMLElement, by: 1 | -1): boolean {
  const { activeElement: now } = document;
  if (now instanceof HTMLInputElement || now instanceof HTMLSelectElement) return false;
  const buttons = [...place.querySelectorAll<HTMLElement>(".menu-box button:not(:disabled)")];
  if (buttons.length === 0) return false;
  const at = buttons.indexOf(now as HTMLElement);
  buttons[(at + by + buttons.length + (at < 0 && by < 0 ? 1 : 0)) % buttons.length]!.focus();
  return true;
}
