// What is typed, once the hand rests: who types a word asks for it, not for each of its letters.

import { useEffect, useState } from "preact/hooks";

const REST_MS = 250;

export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
