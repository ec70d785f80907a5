// A short, soft tone when somebody else wrote; no file is loaded for it.

const SECONDS = 0.18;
const HERTZ = 660;
const LOUDNESS = 0.08;

let context: AudioContext | undefined;

/** Silent where the browser lets no page sound before it is touched. */
export function ring(): void {
  context ??= new AudioContext();
  const { currentTime: start, destination } = context;
  const gain = new GainNode(context, { gain: LOUDNESS });
  const tone = new OscillatorNode(context, { frequency: HERTZ });
  gain.gain.exponentialRampToValueAtTime(0.001, start + SECONDS);
  tone.connect(gain).connect(destination);
  tone.start(start);
  tone.stop(start + SECONDS);
}
