// The edge between two panes: drawn by the mouse, or moved by the arrows.

import { useRef } from "preact/hooks";

/** Of one press of an arrow, in px. */
const STEP = 16;

export interface SplitterProps {
  readonly name: string;
  /** Of the pane beside it, in px. */
  readonly width: number;
  readonly least: number;
  readonly largest: number;
  /** 1: the pane is before the edge and grows with it; -1: behind it. */
  readonly side: 1 | -1;
  readonly onWidth: (width: number) => void;
}

export function Splitter({ name, width, least, largest, side, onWidth }: SplitterProps) {
  const began = useRef<{ readonly x: number; readonly width: number }>();
  return (
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={name}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={largest}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        began.current = { x: event.clientX, width };
      }}
      onPointerMove={({ clientX }) => {
        if (began.current) onWidth(began.current.width + side * (clientX - began.current.x));
      }}
      onPointerUp={() => (began.current = undefined)}
      onPointerCancel={() => (began.current = undefined)}
      onKeyDown={(event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        event.preventDefault();
        onWidth(width + side * (event.key === "ArrowRight" ? STEP : -STEP));
      }}
    />
  );
}
