// The words of the interface, from the same table as the window's.

import { read } from "./api.js";

const state = { table: {}, language: "en", boot: {} };

/** The words of a key, with its blanks filled in. */
export function t(name, values = {}) {
  const text = state.table[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (blank, which) => String(values[which] ?? blank));
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
