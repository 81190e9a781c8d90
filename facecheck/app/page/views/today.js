// What is due today, and the first run.

import { h } from "../dom.js";
import { act, read } from "../api.js";
import { t } from "../words.js";
import { doing, page } from "./parts.js";
import { cautions } from "./settings.js";

const SIGNS = { due: "○", done: "✓", "held back": "–" };

function welcome(waits, again) {
  return page(t("app.welcome"), waits, h("p", {}, t("app.promise")), h("p", {}, t("app.stays here")),
    h("h2", {}, t("app.before")), cautions([], again, { named: true }));
}

// What still runs without a page comes first: to go on means that one.
function left({ waits, left: over }, begin) {
  if (!waits && !over) return null;
  return h("div", { class: "card left-over" },
    h("p", {}, waits ? t("app.waits") : t("app.left", { time: over.at, title: over.title, counted: over.counted })),
    h("p", { class: "actions" }, h("button", { type: "button", id: "resume", on: { click: () => begin({ resume: true, explain: false }) } }, t("app.go on"))));
}

/** The page of today; `begin` starts a session. */
export async function today(begin, again) {
  const told = await read("/api/today");
  if (!told.answered) return welcome(left({ waits: told.waits }, begin), again);
  const heading = `${told.person ? `${told.person}: ` : ""}${told.weekday}, ${told.day}`;
  if (!told.plan) {
    return page(heading, left(told, begin), told.amiss ? told.amiss.map((line) => h("p", { class: "problem", role: "alert" }, line)) : h("p", {}, t("app.no plan")),
      h("p", { class: "actions" }, h("a", { class: "button main", href: "#/plan" }, t(told.amiss ? "app.change plan" : "app.make plan")),
        h("a", { class: "button", href: "#/exercises" }, t("app.choose one"))));
  }
  return page(heading, left(told, begin),
    h("ul", { class: "agenda" }, told.items.map((item) => h("li", { class: item.state.replace(" ", "-") },
      h("span", { "aria-hidden": "true" }, SIGNS[item.state]), " ", item.title, h("span", { class: "unseen" }, `: ${t(`app.state.${item.state}`)}`),
      item.why && h("p", { class: "held" }, item.why),
      item.hurt && item.state === "due" && h("p", { class: "held" }, t("app.it hurt", { day: item.hurt }))))),
    told.more.map((one) => h("p", { class: "more" }, t("app.more", one), " ",
      doing(t("app.more yes", one), async () => { await act("/api/plan/raise", { exercise: one.exercise }); again(); }))),
    told.remarks.map((remark) => h("p", {}, remark)),
    h("p", { class: "actions" }, told.due.length
      ? h("button", { type: "button", class: "main", id: "begin", on: { click: () => begin({ names: told.due }) } }, t("app.begin")) : null,
    h("a", { class: "button", href: "#/exercises" }, t("app.choose one"))),
    h("h2", {}, t("app.days", { done: told.done, possible: told.possible })),
    h("ol", { class: "days" }, told.days.map((d) => h("li", { class: `d-${d.went.replaceAll(" ", "-")}`, title: `${d.date}: ${t(`app.went.${d.went}`)}` },
      h("span", { class: "unseen" }, `${d.date}: ${t(`app.went.${d.went}`)}`)))));
}
