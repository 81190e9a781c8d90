// The page: lets itself in, and shows what its address names.

import { h } from "./dom.js";
import { pair, read, Refused } from "./api.js";
import { SessionView } from "./session.js";
import { apply } from "./settings.js";
import { clip } from "./views/clip.js";
import { evidence, privacy } from "./views/evidence.js";
import { exercises } from "./views/exercises.js";
import { history as kept } from "./views/history.js";
import { people } from "./views/people.js";
import { plan } from "./views/plan.js";
import { settings } from "./views/settings.js";
import { today } from "./views/today.js";
import { load, t } from "./words.js";

const main = document.getElementById("main");
const VIEWS = { today, exercises, clip, history: kept, plan, people, settings, evidence, privacy };
const HERE_MS = 20_000;
const WAIT_MS = 100;
let session = null;

/** Begin a session. */
export function begin(what) {
  session?.close();
  // The browser's back button ends a session, and does not leave the page with it running.
  if (!history.state?.session) history.pushState({ session: true }, "");
  session = new SessionView(what, (again) => {
    session?.close();
    session = null;
    document.body.classList.remove("in-session");
    if (again) begin(again);
    else {
      if (history.state?.session) history.back();
      go();
    }
  });
  document.body.classList.add("in-session");
  main.replaceChildren(session.element);
  main.removeAttribute("aria-busy");
  main.focus();
  session.start();
}

function here() {
  const name = location.hash.replace(/^#\/?/, "").split("/")[0];
  return name in VIEWS ? name : "today";
}

function top() {
  document.getElementById("top").replaceChildren(
    h("a", { class: "brand", href: "#/" }, "facecheck"),
    h("nav", { "aria-label": t("app.pages") }, Object.keys(VIEWS).map((name) =>
      h("a", { href: `#/${name}`, "aria-current": name === here() ? "page" : null }, t(`app.${name}`)))));
}

async function go(moved = true) {
  if (session) return;
  const name = here();
  top();
  document.title = `${t(`app.${name}`)} · facecheck`;
  // What answers is loaded behind the page: said where it takes longer than a moment.
  const waiting = setTimeout(() => {
    if (session || name !== here()) return;
    main.replaceChildren(h("div", { class: "page" }, h("h1", { tabindex: -1 }, t(`app.${name}`)), h("p", { role: "status", class: "soft" }, t("app.loading"))));
    main.dataset.view = name;
    main.setAttribute("aria-busy", "true");
    document.body.dataset.open = "true";
  }, WAIT_MS);
  let view;
  try {
    view = await VIEWS[name](begin, () => go());
  } catch (error) {
    const text = error instanceof Refused && error.status !== 403 ? error.message : t("app.offline");
    view = h("div", { class: "page" }, h("h1", { tabindex: -1 }, t(`app.${name}`)), h("p", { role: "alert" }, text));
  }
  clearTimeout(waiting);
  if (session || name !== here()) return;
  document.body.dataset.open = "true";
  main.replaceChildren(view);
  main.dataset.view = name;
  main.removeAttribute("aria-busy");
  if (moved) main.querySelector("h1")?.focus();
}

async function enter() {
  apply();
  const secret = location.hash.match(/^#k=([\w-]+)$/)?.[1];
  if (secret) {
    // The secret is used up, and does not stay in the history of the browser.
    history.replaceState(null, "", location.pathname);
    await pair(secret);
  }
  try {
    await load();
  } catch (error) {
    const text = error instanceof Refused ? "This browser was not let in. Open the link that facecheck app shows."
      : "facecheck does not answer. Start it again: facecheck app";
    main.replaceChildren(h("div", { class: "page" }, h("h1", {}, "facecheck"), h("p", { role: "alert" }, text)));
    return;
  }
  document.getElementById("skip").append(t("app.skip to content"));
  addEventListener("hashchange", () => go());
  addEventListener("popstate", () => history.state?.session || session?.end());
  await go(false);
  document.body.dataset.ready = "true";
  // A server that was started without a terminal ends when no page is there any more.
  setInterval(() => read("/api/here").catch(() => {}), HERE_MS);
}

enter();
