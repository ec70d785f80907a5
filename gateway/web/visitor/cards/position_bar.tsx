// Where the visitor stands in line, and how long it may take (Q5).

import type { Position } from "../../sdk/index.ts";
import type { AllWords } from "../words.ts";
import { minutesOf } from "./until.ts";

interface Props {
  readonly position: Position;
  readonly words: AllWords;
}

export function PositionBar({ position: { position, wait_seconds: wait, text }, words }: Props) {
  const { place, waitMinutes } = words.cards;
  // The service's own words would say that it does not know how long it takes: nobody asked.
  if (wait === null) return <p class="card-position">{place(position)}</p>;
  return <p class="card-position">{text || `${place(position)} ${waitMinutes(minutesOf(wait))}`}</p>;
}
