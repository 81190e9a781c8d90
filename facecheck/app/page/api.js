// Requests to the server of this page, with the key that only this page holds.

const KEY = "facecheck.key";

/** The key of this browser, or an empty text where it was never let in. */
export function key() {
  return localStorage.getItem(KEY) ?? "";
}

/** What the server refused, in words for people. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Let this browser in with the secret of a link; whether it was let in. */
export async function pair(secret) {
  const answer = await fetch("/api/pair", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ secret }),
  });
  if (!answer.ok) return false;
  localStorage.setItem(KEY, (await answer.json()).key);
  return true;
}

async function ask(method, path, options = {}) {
  const headers = { "x-facecheck-key": key(), "x-facecheck-language": document.documentElement.lang, ...(options.headers ?? {}) };
  const answer = await fetch(path, { ...options, method, headers });
  if (answer.ok) return answer;
  let message = "";
  try {
    message = (await answer.json()).error ?? "";
  } catch {
    // Whoever is not let in gets an empty answer.
  }
  throw new Refused(answer.status, message);
}

/** Read something. */
export async function read(path) {
  return (await ask("GET", path)).json();
}

/** Read a file. */
export async function file(path) {
  return (await ask("GET", path)).blob();
}

/** Do something; what is told of it. */
export async function act(path, what = {}, method = "POST") {
  const headers = { "content-type": "application/json" };
  return (await ask(method, path, { headers, body: JSON.stringify(what) })).json();
}

/** Let something go, even where the page is being left; nobody waits for the answer. */
export function drop(path) {
  ask("DELETE", path, { keepalive: true }).catch(() => {});
}

/** Open the socket of a session. */
export function socket() {
  const address = new URL("/socket", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  address.hash = "";
  return new WebSocket(address, ["facecheck.1", `key.${key()}`]);
}
