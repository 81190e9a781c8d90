// The words of the interface, from the same table as the window's.

import { read } from "./api.js";

const state = { table: {}, language: "en", boot: {} };

/** The words of a key, with its blanks filled in. */
export function t(name, values = {}) {
  const text = state.table[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (blank, which) => String(values[which] ?? blank));
}

/** How long something was held, cut to tenths as everywhere: 4.96 s of 5 s must not read as 5.0. */
export function held(seconds) {
  return (Math.floor(seconds * 10 + 1e-6) / 10).toFixed(1);
}

/** What the server told at the beginning. */
export function boot() {
  return state.boot;
}

/** The language of the interface. */
export function language() {
  return state.language;
}

/** Load the words of a language; of none that was named, the one chosen before. */
export async function load(wished) {
  if (wished) localStorage.setItem("facecheck.language", wished);
  const chosen = wished ?? localStorage.getItem("facecheck.language") ?? "";
  state.boot = await read(`/api/boot?language=${encodeURIComponent(chosen)}`);
  state.table = state.boot.words;
  state.language = state.boot.language;
  document.documentElement.lang = state.language;
  document.documentElement.dir = localStorage.getItem("facecheck.dir") ?? state.boot.direction;
}
