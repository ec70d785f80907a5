// What the agent hears: tones, for which no file is loaded.

import type { ReminderKind } from "../model/preferences.ts";

const LOUDNESS = 0.1;
const SECONDS = 0.16;
/** Hertz, one after the other: an offer can be told from a message with closed eyes. */
const TONES: Readonly<Record<ReminderKind, readonly number[]>> = {
  offer: [659, 880, 1_047],
  message: [660],
  unanswered: [523, 523],
  transfer: [587, 440],
  mention: [784, 988],
};

let context: AudioContext | undefined;

/** Silent where the browser lets no page sound before it is touched. */
export function ring(kind: ReminderKind): void {
  context ??= new AudioContext();
  TONES[kind].forEach((hertz, place) => sound(context!, hertz, context!.currentTime + place * SECONDS));
}

function sound(audio: AudioContext, frequency: number, start: number): void {
  const gain = new GainNode(audio, { gain: LOUDNESS });
  const tone = new OscillatorNode(audio, { frequency });
  gain.gain.setValueAtTime(LOUDNESS, start);
  gain.gain.exponentialRampToValueAtTime(0.001, start + SECONDS);
  tone.connect(gain).connect(audio.destination);
  tone.start(start);
  tone.stop(start + SECONDS);
}
