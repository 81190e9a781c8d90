// Lines that are spoken: by the browser's own voices, else by words that come along.

import { language } from "./words.js";
import { key } from "./api.js";

let playing = null;

function voice() {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  const own = voices.filter((v) => v.lang.toLowerCase().startsWith(language()));
  // A voice of another machine would hear what is said.
  return own.find((v) => v.localService) ?? null;
}

/** Speak a line; what was being said breaks off. */
export async function speak(line) {
  hush();
  document.dispatchEvent(new CustomEvent("spoken", { detail: line }));
  const own = voice();
  if (own) {
    const saying = new SpeechSynthesisUtterance(line);
    saying.voice = own;
    saying.lang = own.lang;
    speechSynthesis.speak(saying);
    return;
  }
  const mine = (playing = new Audio());
  const answer = await fetch("/api/spoken", {
    method: "POST",
    headers: { "content-type": "application/json", "x-facecheck-key": key() },
    body: JSON.stringify({ line, language: language() }),
  }).catch(() => null);
  if (!answer?.ok || answer.status === 204 || playing !== mine) return;
  mine.src = URL.createObjectURL(await answer.blob());
  mine.addEventListener("ended", () => URL.revokeObjectURL(mine.src));
  mine.play().catch(() => {});
}

/** Say nothing more. */
export function hush() {
  window.speechSynthesis?.cancel();
  playing?.pause();
  playing = null;
}
