// Times that run while they are looked at.

import { useEffect, useReducer } from "preact/hooks";

const SECOND_MS = 1_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Draws a view again each second, all that do at once. */
export function useSeconds(): void {
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    const listener = () => draw();
    listeners.add(listener);
    timer ??= setInterval(() => listeners.forEach((each) => each()), SECOND_MS);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
}

/** A span of ms as a clock shows it: 1:05, 1:02:05; less than nothing is 0:00. */
export function clockText(ms: number): string {
  const all = Math.max(0, Math.floor(ms / SECOND_MS));
  const [hours, minutes, seconds] = [Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60];
  const last = String(seconds).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${last}` : `${minutes}:${last}`;
}

/** Whole seconds until a moment; 0: it is past. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / SECOND_MS));
}
