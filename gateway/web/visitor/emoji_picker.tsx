// A small choice of emoji; whoever wants another has a keyboard for it.

import { useEffect, useRef } from "preact/hooks";

const EMOJI = [..."😀😄😂😊😍😘🤔😅😎😏😭😢😡😱😴🤝👍👎👌🙏👏💪👋🌹❤💔🎉🎁🔥⭐✅❌❓📦🚚💰📱🏠⏰☕"];

export interface EmojiPickerProps {
  readonly label: string;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

export function EmojiPicker({ label, onPick, onClose }: EmojiPickerProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector("button")?.focus(), []);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div ref={place} class="emoji" role="group" aria-label={label} onKeyDown={pressed}>
      {EMOJI.map((each) => (
        <button type="button" key={each} onClick={() => onPick(each)}>{each}</button>
      ))}
    </div>
  );
}
