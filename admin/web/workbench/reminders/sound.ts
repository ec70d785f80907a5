// What the agent hears: tones, for which no file is loaded.

import type { ReminderKind } from "../model/preferences.ts";

const LOUDNESS = 0.1;
const SECONDS = 0.16;
/** A tone that comes so long after what it is for calls for nothing. */
const LATE_MS = 1_000;
/** Hertz, one after the other: an offer can be told from a message with closed eyes. */
const TONES: Readonly<Record<ReminderKind, readonly number[]>> = {
  offer: [659, 880, 1_047],
  message: [660],
  unanswered: [523, 523],
  transfer: [587, 440],
  mention: [784, 988],
};

let context: AudioContext | undefined;

/** Silent where the browser lets no page sound before it is touched: what was missed is not made up for. */
export async function ring(kind: ReminderKind): Promise<void> {
  const audio = (context ??= new AudioContext());
  const asked = performance.now();
  await audio.resume();
  if (performance.now() - asked > LATE_MS) return;
  TONES[kind].forEach((hertz, place) => sound(audio, hertz, audio.currentTime + place * SECONDS));
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
