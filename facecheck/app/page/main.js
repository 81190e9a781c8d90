// The page: lets itself in, and shows what its address names.

import { h } from "./dom.js";
import { pair, Refused } from "./api.js";
import { exercises } from "./exercises.js";
import { SessionView } from "./session.js";
import { apply } from "./settings.js";
import { load, t } from "./words.js";

const main = document.getElementById("main");
const VIEWS = { exercises: () => exercises(begin) };
let session = null;

/** Begin a session. */
export function begin(what) {
  session?.close();
  session = new SessionView(what, (again) => {
    session?.close();
    session = null;
    document.body.classList.remove("in-session");
    if (again) begin(again);
    else go();
  });
  document.body.classList.add("in-session");
  main.replaceChildren(session.element);
  main.focus();
  session.start();
}

function top() {
  const here = location.hash.replace(/^#\/?/, "") || "exercises";
  document.getElementById("top").replaceChildren(
    h("a", { class: "brand", href: "#/" }, "facecheck"),
    h("nav", { "aria-label": t("app.pages") }, Object.keys(VIEWS).map((name) =>
      h("a", { href: `#/${name}`, "aria-current": name === here ? "page" : null }, t(`app.${name}`)))));
}

async function go() {
  if (session) return;
  const name = location.hash.replace(/^#\/?/, "").split("/")[0] || "exercises";
  top();
  try {
    main.replaceChildren(await (VIEWS[name] ?? VIEWS.exercises)());
  } catch (error) {
    main.replaceChildren(h("div", { class: "page" }, h("h1", {}, "facecheck"), h("p", { role: "alert" }, error.message)));
  }
  document.title = `${t(`app.${name}`)} · facecheck`;
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
  addEventListener("hashchange", go);
  await go();
  document.body.dataset.ready = "true";
}

enter();
