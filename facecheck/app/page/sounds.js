// The sounds of a session, made from the same notes as the window's.

import { read } from "./api.js";

const OVERTONES = [[1, 1], [2, 0.22], [3, 0.07]];
const ATTACK_S = 0.006;
let context = null;
let notes = null;

/** Make the loudspeaker ready: browsers allow that only when something was pressed. */
export function wake() {
  context ??= new AudioContext({ latencyHint: "interactive" });
  if (context.state === "suspended") context.resume();
  notes ??= read("/api/sounds").then((all) => (notes = all), () => (notes = null));
}

/** Start sounds now. */
export function play(names) {
  if (!context) return;
  for (const name of names) {
    for (const note of notes?.[name] ?? []) sound(note);
  }
  document.dispatchEvent(new CustomEvent("sounded", { detail: names }));
}

function sound({ hz, start, length, loudness }) {
  const begun = context.currentTime + start;
  const gain = context.createGain();
  const whole = OVERTONES.reduce((sum, [, level]) => sum + level, 0);
  gain.gain.setValueAtTime(0, begun);
  gain.gain.linearRampToValueAtTime(loudness / whole, begun + ATTACK_S);
  // A struck bar: it dies away by e to the fourth, and is closed at its end.
  gain.gain.setTargetAtTime(0, begun + ATTACK_S, length / 4);
  gain.gain.setValueAtTime((loudness / whole) * Math.exp(-3.4), begun + 0.85 * length);
  gain.gain.linearRampToValueAtTime(0, begun + length);
  gain.connect(context.destination);
  for (const [factor, level] of OVERTONES) {
    const tone = context.createOscillator();
    const part = context.createGain();
    tone.frequency.value = hz * factor;
    part.gain.value = level;
    tone.connect(part).connect(gain);
    tone.start(begun);
    tone.stop(begun + length);
  }
}
