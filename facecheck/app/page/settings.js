// What this browser was asked to do: it stays in this browser.

const KEY = "facecheck.settings";
const USUAL = { mirrored: true, muted: false, voice: true, explain: true, peaks: false, size: 1, camera: "", theme: "" };

function read() {
  try {
    return { ...USUAL, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...USUAL };
  }
}

export const settings = read();

/** Change something and keep it. */
export function change(what) {
  Object.assign(settings, what);
  localStorage.setItem(KEY, JSON.stringify(settings));
  apply();
}

/** Put the choice of light or dark, and the size of type, into effect. */
export function apply() {
  const root = document.documentElement;
  if (settings.theme) root.dataset.theme = settings.theme;
  else delete root.dataset.theme;
  root.style.setProperty("--size", String(settings.size));
}
